package dev.hookwright.ledger;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Watches the beats of the other nodes and says which are dead: those whose beat stood still for
 * {@link ClusterNode#DEAD_AFTER}, seen by this node's own clock, and seen all the time. So neither clocks that differ nor
 * a database that was away make a node look dead. Pure bookkeeping, not thread-safe.
 */
final class NodeWatch {
    /** After a longer time without a look nobody can say that a beat stood still all along. */
    private static final Duration LONGEST_BLINK = ClusterNode.BEAT.multipliedBy(2);

    private final LongSupplier nanoTime;
    private final Map<String, Seen> seen = new HashMap<>();
    private long lookedAt;

    NodeWatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lookedAt = nanoTime.getAsLong();
    }

    private record Seen(long beat, long since) {}

    /** The database could not be asked. */
    void sawNothing() {
        seen.clear();
    }

    /**
     * What one look at the table tells.
     *
     * @param beats of every node, by its name
     * @return of these, the dead ones
     */
    Map<String, Long> dead(Map<String, Long> beats, String self) {
        long now = nanoTime.getAsLong();
        if (now - lookedAt > LONGEST_BLINK.toNanos()) {
            seen.clear();
        }
        lookedAt = now;
        seen.keySet().retainAll(beats.keySet());
        Map<String, Long> dead = new HashMap<>();
        beats.forEach((node, beat) -> {
            Seen before = seen.get(node);
            if (before == null || before.beat() != beat) {
                seen.put(node, new Seen(beat, now));
            } else if (!node.equals(self) && now - before.since() > ClusterNode.DEAD_AFTER.toNanos()) {
                dead.put(node, beat);
            }
        });
        return dead;
    }
}
