package dev.hookwright.dispatch;

import dev.hookwright.ledger.LedgerStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sequences made by chance, with the real dispatcher and ledger: what is accepted is there once, what has ended stays so
 * but for replays, no step that is on record is called again, of a line only one is at work, nothing is left lying.
 *
 * <p>More of them: {@code -Dmodel.sequences=} so many a world, {@code -Dmodel.crashes=} so many a sequence. One that failed
 * once more: {@code -Dmodel.seed=} what it said.
 */
class DispatcherModelTest {
    private static final int WORLDS = 32;
    private static final int WITH_CRASHES = 6;
    private static final int SEQUENCES = Integer.getInteger("model.sequences", 6);
    private static final int LONGEST = 20;

    @TempDir
    Path folder;

    @Test
    void whatever_happens_in_whatever_order() throws Exception {
        Long only = Long.getLong("model.seed");
        long first = only == null ? new Random().nextLong() : only;
        ExecutorService threads = Executors.newFixedThreadPool(WORLDS);
        try {
            List<Callable<Void>> worlds = new ArrayList<>();
            for (int i = 0; i < (only == null ? WORLDS : 1); i++) {
                // Even ones are of worlds that crash.
                long seed = only == null ? (first + i) * 2 + (i < WITH_CRASHES ? 0 : 1) : first;
                worlds.add(() -> play(seed));
            }
            for (Future<Void> world : threads.invokeAll(worlds)) {
                world.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Void play(long seed) throws IOException {
        boolean crashes = seed % 2 == 0;
        Random random = new Random(seed);
        Path data = Files.createDirectory(folder.resolve("world" + seed));
        try (ModelWorld world = new ModelWorld(
                clock -> crashes ? LedgerStore.open(data, clock, () -> {}) : LedgerStore.openInMemory(clock),
                crashes,
                random)) {
            for (int i = 0; i < SEQUENCES; i++) {
                try {
                    world.play(1 + random.nextInt(LONGEST));
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError(
                            "sequence " + i + " of -Dmodel.seed=" + seed + ":\n" + String.join("\n", world.story()), e);
                }
            }
        }
        return null;
    }
}
