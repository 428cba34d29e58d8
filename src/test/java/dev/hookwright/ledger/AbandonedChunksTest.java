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
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbandonedChunksTest {
    private static final int BLOCK = 4_096;

    @Test
    void what_is_no_chunk_of_the_store_is_erased_and_its_chunks_are_left_alone(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("store.mv.db");
        try (MVStore store = new MVStore.Builder().fileName(file.toString()).open()) {
            // Looks like the beginning of a chunk wherever a block begins.
            store.openMap("map").put("key", "chunk:".repeat(10_000));
        }
        int end = (int) Files.size(file);
        append(file, end);
        byte[] before = Files.readAllBytes(file);

        AbandonedChunks.erase(file);

        byte[] after = Files.readAllBytes(file);
        assertThat(Arrays.copyOf(after, end)).isEqualTo(Arrays.copyOf(before, end));
        assertThat(Arrays.copyOfRange(after, end, end + BLOCK)).containsOnly(0);
        try (MVStore store = new MVStore.Builder().fileName(file.toString()).open()) {
            assertThat(store.openMap("map").get("key")).isEqualTo("chunk:".repeat(10_000));
        }
    }

    @Test
    void a_file_that_is_no_store_is_left_alone(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("store.mv.db"), "chunk:".repeat(5_000));

        AbandonedChunks.erase(file);

        assertThat(file).hasContent("chunk:".repeat(5_000));
    }

    private static void append(Path file, int end) throws IOException {
        String header = "chunk:fff,len:1,pages:1,max:600,map:1,root:1,time:1,version:fff,next:1,toc:1\n";
        ByteBuffer block = ByteBuffer.allocate(BLOCK).put(header.getBytes(StandardCharsets.ISO_8859_1));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(block.rewind(), end);
        }
    }
}
