package dev.hookwright.ledger;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The events that are worth a look: those that one index leaves, or that two of them leave. Where one leaves out much
 * more than the other, that one is followed alone, and the other skips what it leaves out.
 */
final class Candidates {
    /** To look at an event costs about so many times as much as to read an id in an index. */
    private static final int LOOK = 4;

    private final List<MergedRanges> ways;
    private final KeyWindow window;
    private @Nullable UUID reached;
    private boolean exhausted;
    private boolean told = true;

    /** @param ways one or two */
    Candidates(List<MergedRanges> ways, KeyWindow window) {
        this.ways = ways;
        this.window = window;
        this.reached = window.after();
    }

    private record Ahead(MergedRanges way, List<UUID> ids, boolean isAll) {
        UUID last() {
            return ids.get(ids.size() - 1);
        }
    }

    /** The next ones, in order; perhaps none, though there are more. */
    List<UUID> next(int limit) {
        List<Ahead> ahead = ways.stream().map(way -> ahead(way, limit)).toList();
        if (ahead.stream().anyMatch(each -> each.ids().isEmpty())) {
            exhausted = true;
            return List.of();
        }
        if (ahead.size() == 1) {
            return follow(ahead.get(0));
        }
        boolean first = getsFurther(ahead.get(0), ahead.get(1));
        Ahead sparse = ahead.get(first ? 0 : 1);
        Ahead dense = ahead.get(first ? 1 : 0);
        List<UUID> within = sparse.ids().stream()
                .filter(id -> dense.isAll() || !isBefore(dense.last(), id))
                .toList();
        told = within.size() * LOOK >= sparse.ids().size();
        if (!told) {
            return follow(sparse);
        }
        Set<UUID> other = new HashSet<>(dense.ids());
        follow(dense);
        return within.stream().filter(other::contains).toList();
    }

    private static Ahead ahead(MergedRanges way, int limit) {
        List<UUID> ids = way.peek(limit);
        return new Ahead(way, ids, ids.size() < limit);
    }

    private boolean getsFurther(Ahead one, Ahead other) {
        return one.isAll() != other.isAll() ? one.isAll() : isBefore(other.last(), one.last());
    }

    private List<UUID> follow(Ahead ahead) {
        reached = ahead.last();
        exhausted = ahead.isAll();
        ways.forEach(way -> way.dropThrough(ahead.last()));
        return ahead.ids();
    }

    private boolean isBefore(UUID one, UUID other) {
        return window.order().compare(one, other) < 0;
    }

    /** Whether all the ways had their say in the last ones. */
    boolean isTold() {
        return told;
    }

    /** The last event that was looked at; null at the beginning. */
    @Nullable
    UUID reached() {
        return reached;
    }

    boolean isExhausted() {
        return exhausted;
    }
}
