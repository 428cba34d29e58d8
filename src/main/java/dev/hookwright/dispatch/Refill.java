package dev.hookwright.dispatch;

import dev.hookwright.ledger.Run;
import dev.hookwright.ledger.RunQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Knows when there is something to fetch from the ledger's queue, and fetches it: ready runs that memory did not hold,
 * and waiting runs whose time has come. A queue that other nodes share is asked again and again.
 */
final class Refill {
    private static final Duration POLL = Duration.ofMillis(250);
    /** Several nodes that work off one backlog each take a little at a time. */
    private static final int SHARED_PORTION = 256;

    private final RunQueue ledger;
    private final InstantSource clock;
    /** Whether the ledger may hold ready runs that the queue does not. */
    private boolean backlog = true;

    private @Nullable Instant nextDue = Instant.EPOCH;
    private long polledAt = System.nanoTime();

    Refill(RunQueue ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** There is something ready in the ledger that this node does not hold. */
    synchronized void lookAgain() {
        backlog = true;
    }

    /** A run waits until then. */
    synchronized void noteDue(@Nullable Instant due) {
        if (due != null && (nextDue == null || due.isBefore(nextDue))) {
            nextDue = due;
        }
    }

    /**
     * Fetches what there is.
     *
     * @param room how many runs can be queued
     * @param queue takes one run; false if it has no room for it
     */
    void run(int room, Predicate<Run> queue) {
        if (room == 0) {
            return;
        }
        poll();
        int limit = ledger.isShared() ? Math.min(room, SHARED_PORTION) : room;
        if (takeBacklog() && !take(ledger.takeReady(limit), limit, queue)) {
            lookAgain();
        }
        Instant now = clock.instant();
        if (takeDue(now)) {
            noteDue(take(ledger.takeDue(now, limit), limit, queue) ? ledger.nextDueAfter(now) : now);
        }
    }

    private synchronized void poll() {
        if (ledger.isShared() && System.nanoTime() - polledAt > POLL.toNanos()) {
            polledAt = System.nanoTime();
            backlog = true;
            nextDue = Instant.EPOCH;
        }
    }

    private synchronized boolean takeBacklog() {
        boolean look = backlog;
        backlog = false;
        return look;
    }

    private synchronized boolean takeDue(Instant now) {
        boolean look = nextDue != null && !nextDue.isAfter(now);
        if (look) {
            nextDue = null;
        }
        return look;
    }

    /** False if there may be more of it. */
    private static boolean take(List<Run> found, int limit, Predicate<Run> queue) {
        boolean all = found.size() < limit;
        for (Run run : found) {
            all &= queue.test(run);
        }
        return all;
    }
}
