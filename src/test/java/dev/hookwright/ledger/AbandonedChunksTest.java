package dev.hookwright.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbandonedChunksTest {
    @TempDir
    private Path folder;

    @Test
    void one_byte_of_what_is_no_chunk_of_the_store_is_changed_and_its_chunks_are_left_alone() throws Exception {
        Path file = folder.resolve("store.mv.db");
        try (MVStore store = ChunkTests.open(file.toString())) {
            // Looks like the beginning of a chunk wherever a block begins.
            store.openMap("map").put("key", "chunk:".repeat(10_000));
        }
        int end = (int) Files.size(file);
        String header = "chunk:fff,len:1,pages:1,max:600,map:1,root:1,time:1,version:fff,next:1,toc:1\n";
        write(file, end, Arrays.copyOf(header.getBytes(StandardCharsets.ISO_8859_1), ChunkTests.BLOCK));
        CleanMark.removeFrom(file);
        byte[] expected = Files.readAllBytes(file);
        expected[end] = 'C';

        AbandonedChunks.setAside(file);

        assertThat(Arrays.mismatch(Files.readAllBytes(file), expected)).isNegative();
        try (MVStore store = ChunkTests.open(file.toString())) {
            assertThat(store.openMap("map").get("key")).isEqualTo("chunk:".repeat(10_000));
        }
    }

    /** H2 on its own goes on with what it had given up before. */
    @Test
    void a_state_that_was_given_up_does_not_come_back() throws Exception {
        Path file = folder.resolve("store.mv.db");
        Path killed = folder.resolve("killed.mv.db");
        Path killedAgain = folder.resolve("killed-again.mv.db");
        try (MVStore store = ChunkTests.open(file.toString())) {
            ChunkTests.putUntilSpaceIsUsedAgain(store, file);
            ChunkTests.put(store, "given up");
            ChunkTests.put(store, "given up as well");
            Files.copy(file, killed);
        }

        AbandonedChunks.setAside(killed);

        Set<String> kept;
        try (MVStore store = ChunkTests.open(killed.toString())) {
            kept = new HashSet<>(store.getMapNames());
            assertThat(kept).contains("last").doesNotContain("given up", "given up as well");
            ChunkTests.put(store, "new");
            StoreSync.of(store).run();
            Files.copy(killed, killedAgain);
        }
        kept.add("new");
        try (MVStore store = ChunkTests.open(killedAgain.toString())) {
            assertThat(store.getMapNames()).containsExactlyInAnyOrderElementsOf(kept);
        }
    }

    @Test
    void a_file_that_is_no_store_is_left_alone() throws Exception {
        Path file = Files.writeString(folder.resolve("store.mv.db"), "chunk:".repeat(5_000));

        AbandonedChunks.setAside(file);

        assertThat(file).hasContent("chunk:".repeat(5_000));
    }

    private static void write(Path file, int position, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), position);
        }
    }
}
