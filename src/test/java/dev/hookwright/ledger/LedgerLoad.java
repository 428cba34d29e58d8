package dev.hookwright.ledger;

import dev.hookwright.config.StorageSettings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** A process that writes to a ledger as fast as it can, and prints the id of each event once it is acknowledged. */
public final class LedgerLoad {
    private static final int WRITERS = 8;

    private static final StorageSettings KEEP = new StorageSettings(
            0, null, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), null, 50L, null);

    private LedgerLoad() {}

    public static void main(String[] arguments) {
        Ledger ledger = LedgerStore.open(Path.of(arguments[0]), InstantSource.system(), () -> System.exit(1));
        ledger.queue().takeUp();
        for (int i = 0; i < WRITERS; i++) {
            new Thread(() -> write(ledger, System.out)).start();
        }
        new Thread(() -> writeAndDelete(ledger)).start();
        new Thread(() -> {
                    while (ledger.isHealthy()) {
                        ledger.events().list(EventFilter.ALL, null, 20);
                    }
                })
                .start();
    }

    /** Deletes beside the writers, so that a kill meets that too. */
    private static void writeAndDelete(Ledger ledger) {
        Retention retention = ledger.retention(KEEP);
        while (ledger.isHealthy()) {
            Instant now = Instant.now();
            CompletableFuture<Integer> last = CompletableFuture.completedFuture(0);
            for (int i = 0; i < 20; i++) {
                last = ledger.reject(new Rejection(
                        Ids.next(now.toEpochMilli()),
                        "in",
                        now,
                        401,
                        "not-verified",
                        "why",
                        "POST",
                        "127.0.0.1",
                        Map.of(),
                        Map.of(),
                        null,
                        new byte[1_000],
                        1_000,
                        null));
            }
            last.join();
            retention.deleteSurplus();
        }
    }

    private static void write(Ledger ledger, PrintStream acknowledged) {
        Random random = new Random();
        while (ledger.isHealthy()) {
            Instant now = Instant.now();
            Event event = new Event(
                    Ids.next(now.toEpochMilli()),
                    "in",
                    "unsigned",
                    null,
                    "k" + random.nextLong(),
                    now,
                    "127.0.0.1",
                    Map.of(),
                    Map.of(),
                    new byte[random.nextInt(1_500)],
                    null);
            Accepted accepted = ledger.accept(event, List.of("load"), true).join();
            // One write of one line: a kill leaves whole lines, but for the last.
            acknowledged.print(Ids.text(Ids.EVENT, accepted.eventId()) + "\n");
            Run run = accepted.runs().get(0).started();
            var started = ledger.update(run);
            var step = ledger.record(
                    run,
                    new Attempt(
                            run.id(),
                            "a",
                            1,
                            "a",
                            "http",
                            now,
                            1,
                            Attempt.Outcome.SUCCEEDED,
                            200,
                            null,
                            null,
                            new byte[100]));
            var ended = ledger.update(run.succeeded(now));
            if (started.isCompletedExceptionally() || step.isCompletedExceptionally()) {
                ended.join();
            }
        }
    }
}
