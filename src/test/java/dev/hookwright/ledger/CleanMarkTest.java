package dev.hookwright.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanMarkTest {
    @TempDir
    private Path folder;

    private Path killed;

    /** What a kill leaves where the newest chunk was written over one of which nothing was needed any more. */
    @BeforeEach
    void kill() throws Exception {
        Path file = folder.resolve("store.mv.db");
        killed = folder.resolve("killed.mv.db");
        try (MVStore store = ChunkTests.open(OrderedDisk.prefix() + file)) {
            ChunkTests.putUntilSpaceIsUsedAgain(store, file);
            Files.copy(file, killed);
        }
        AbandonedChunks.setAside(killed);
    }

    @Test
    void a_state_that_was_closed_is_there_when_it_is_opened_again() throws IOException {
        write(OrderedDisk.prefix() + killed);

        assertThat(text()).doesNotContain("clean:");
        try (MVStore store = ChunkTests.open(OrderedDisk.prefix() + killed)) {
            assertThat(store.getMapNames()).contains("first", "last", "kept1", "new");
        }
    }

    /** As H2 on its own does, and as did an earlier version. */
    @Test
    void the_mark_that_another_has_written_is_removed() throws IOException {
        write(killed.toString());
        assertThat(text()).contains("clean:");

        CleanMark.removeFrom(killed);

        assertThat(text()).doesNotContain("clean:");
        try (MVStore store = ChunkTests.open(killed.toString())) {
            assertThat(store.getMapNames()).contains("first", "last", "kept1", "new");
        }
    }

    @Test
    void what_is_no_header_is_left_alone() throws IOException {
        Path file = Files.writeString(folder.resolve("other.mv.db"), "H:2,clean:1,version:1,fletcher:1\n");
        CleanMark.removeFrom(file);
        assertThat(file).hasContent("H:2,clean:1,version:1,fletcher:1\n");
    }

    private static void write(String name) {
        try (MVStore store = ChunkTests.open(name)) {
            ChunkTests.put(store, "new");
        }
    }

    private String text() throws IOException {
        byte[] header = Files.newInputStream(killed).readNBytes(2 * ChunkTests.BLOCK);
        return new String(header, StandardCharsets.ISO_8859_1);
    }
}
