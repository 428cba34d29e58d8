package dev.hookwright.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.MVStore;

/** What tests of H2's chunks share: a store that writes one when it is told to, each with a map of its own. */
final class ChunkTests {
    static final int BLOCK = 4_096;
    private static final int SPACE = 20;

    private ChunkTests() {}

    /** @param name of the file, with its scheme */
    static MVStore open(String name) {
        return new MVStore.Builder().fileName(name).autoCommitDisabled().open();
    }

    /** Writes a chunk that holds something which no other one does. */
    static void put(MVStore store, String map) {
        put(store, map, 1);
    }

    /** The last chunk lies in front of others then, where one was of which nothing is needed any more: H2 loses it at a kill. */
    static void putUntilSpaceIsUsedAgain(MVStore store, Path file) throws IOException {
        store.setRetentionTime(0);
        put(store, "first");
        put(store, "space", SPACE);
        put(store, "last");
        store.removeMap("space");
        int i = 0;
        long size;
        do {
            size = Files.size(file);
            put(store, "kept" + ++i);
        } while (Files.size(file) > size);
    }

    private static void put(MVStore store, String map, int blocks) {
        store.openMap(map).put("key", "x".repeat(blocks * BLOCK));
        store.commit();
        store.sync();
    }
}
