package dev.hookwright.dispatch;

import dev.hookwright.ledger.Run;
import dev.hookwright.ledger.RunQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows when there is something to fetch from the ledger's queue, and fetches it: ready runs that memory did not hold,
 * waiting runs whose time has come, and of those in order the ones whose turn it is. A queue that other nodes share is
 * asked again and again.
 */
final class Refill {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration POLL = Duration.ofMillis(250);
    /** Several nodes that work off one backlog each take a little at a time. */
    private static final int SHARED_PORTION = 256;
    /** Whose turn it is, is told as a run ends; what was not told is found by a look, this often. */
    private static final Duration TURNS = Duration.ofSeconds(1);
    /** Such a look reads the first of every line: it must not take up more than a small part of the time. */
    private static final int SHARE_OF_LOOKS = 10;

    private final RunQueue ledger;
    private final InstantSource clock;
    private final Predicate<UUID> isInHand;
    /** Whether the ledger may hold ready runs that the queue does not. */
    private boolean backlog = true;

    private @Nullable Instant nextDue = Instant.EPOCH;
    private long polledAt = System.nanoTime();
    private long turnsAt = System.nanoTime() - TURNS.toNanos();
    private long turnsNotBefore = turnsAt;
    private boolean turnsWanted;

    Refill(RunQueue ledger, InstantSource clock, Predicate<UUID> isInHand) {
        this.ledger = ledger;
        this.clock = clock;
        this.isInHand = isInHand;
    }

    /** Makes ready what a process that died had in work. */
    void takeUp() {
        int taken = ledger.takeUp();
        if (taken > 0) {
            LOG.info("{} runs were in work when their process ended; they go on", taken);
            lookAgain();
        }
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
        Instant now = clock.instant();
        poll(now);
        int limit = ledger.isShared() ? Math.min(room, SHARED_PORTION) : room;
        boolean look = takeBacklog();
        boolean isDue = takeDue(now);
        boolean done = false;
        try {
            fetch(look, isDue, now, limit, queue);
            done = true;
        } finally {
            if (!done) {
                // The ledger could not be read; nobody else knows that there is something.
                backAgain(look, isDue, now);
            }
        }
        takeOrdered(look || isDue, now, limit, queue);
    }

    private void fetch(boolean look, boolean isDue, Instant now, int limit, Predicate<Run> queue) {
        if (look && !take(ledger.takeReady(limit), limit, queue)) {
            lookAgain();
        }
        if (isDue) {
            noteDue(take(ledger.takeDue(now, limit), limit, queue) ? ledger.nextDueAfter(now) : now);
        }
    }

    private synchronized void backAgain(boolean look, boolean isDue, Instant now) {
        backlog |= look;
        if (isDue) {
            noteDue(now);
        }
    }

    /** Runs at once only where it can be expected to find something. */
    private void takeOrdered(boolean expected, Instant now, int limit, Predicate<Run> queue) {
        long began = System.nanoTime();
        turnsWanted |= expected || began - turnsAt > TURNS.toNanos();
        if (!turnsWanted || began < turnsNotBefore) {
            return;
        }
        turnsWanted = false;
        if (!take(ledger.takeOrdered(now, limit, isInHand), limit, queue)) {
            lookAgain();
        }
        turnsAt = System.nanoTime();
        turnsNotBefore = turnsAt + (turnsAt - began) * SHARE_OF_LOOKS;
    }

    private synchronized void poll(Instant now) {
        Instant added = ledger.newlyDue().take();
        noteDue(added);
        backlog |= added != null && !added.isAfter(now);
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
