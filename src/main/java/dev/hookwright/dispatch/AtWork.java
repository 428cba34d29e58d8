package dev.hookwright.dispatch;

import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.Run;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs that are driven for the first time. Most end at once, so that a run is only written down as running when it has
 * been at work for a while: half of the writes of a run are saved.
 */
final class AtWork {
    private static final Duration LATE = Duration.ofMillis(200);

    private final Ledger ledger;
    private final Map<UUID, Begun> unwritten = new ConcurrentHashMap<>();

    AtWork(Ledger ledger) {
        this.ledger = ledger;
    }

    private record Begun(Run run, long at) {}

    void began(Run run) {
        unwritten.put(run.id(), new Begun(run, System.nanoTime()));
    }

    void ended(Run run) {
        unwritten.remove(run.id());
    }

    /** Writes those down that have been at work for a while. */
    void writeLateStarts() {
        long now = System.nanoTime();
        for (UUID id : unwritten.keySet()) {
            // As one with the removal: a start that is written behind the run's end would stand for ever.
            unwritten.computeIfPresent(id, (same, begun) -> {
                if (now - begun.at() < LATE.toNanos()) {
                    return begun;
                }
                // One that was cancelled may be ready again by now, and waits for its next turn.
                if (!ledger.cancels().mayHave(begun.run())) {
                    var unused = ledger.update(begun.run());
                }
                return null;
            });
        }
    }
}
