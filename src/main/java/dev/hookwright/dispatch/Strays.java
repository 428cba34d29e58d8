package dev.hookwright.dispatch;

import dev.hookwright.ledger.Run;
import dev.hookwright.ledger.RunQueue;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for runs that are this node's in the shared database, but that it does not know of: the connection was lost while
 * the transaction that took them was committed. Nobody else would take them while this node lives.
 */
final class Strays {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final RunQueue queue;
    private final Predicate<UUID> isInHand;
    /** At the look before. What was taken a moment ago is in hand at the next one. */
    private Set<UUID> suspects = Set.of();

    Strays(RunQueue queue, Predicate<UUID> isInHand) {
        this.queue = queue;
        this.isInHand = isInHand;
    }

    void look() {
        List<Run> unknown =
                queue.owned().stream().filter(run -> !isInHand.test(run.id())).toList();
        List<Run> strays =
                unknown.stream().filter(run -> suspects.contains(run.id())).toList();
        suspects = unknown.stream().map(Run::id).collect(Collectors.toSet());
        if (!strays.isEmpty()) {
            int given = queue.giveBack(strays, isInHand);
            LOG.warn("{} runs were taken in a transaction that was not heard of again; they go on", given);
        }
    }
}
