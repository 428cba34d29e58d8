package dev.hookwright.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the events that a filter takes, a portion at a time: ids from the index that leaves the fewest, then what that
 * cannot tell is checked event by event.
 */
final class EventSearch {
    /** By how much an id may be ahead of its event's time: ids go on growing where a clock is put back. */
    private static final Duration AHEAD = Duration.ofSeconds(5);

    private static final int FIRST = 100;
    private static final int LARGEST = 2_000;
    /** Of all the ranges of an index together. */
    private static final int MOST_IDS = 40_000;

    private static final int FEW = 1_000;
    private static final String READY =
            "SELECT event_id FROM run WHERE status = 'ready' AND lane = ? ORDER BY status, lane, due_at LIMIT ?";

    private static final Duration QUICK = Duration.ofMillis(15);

    private final LedgerStore store;
    private final EventMatch match;
    private final List<List<KeyRange>> ways = new ArrayList<>();
    private final int largest;
    private final EventFilter filter;
    private final Duration ahead;
    private KeyWindow window;
    private int size = FIRST;
    private boolean exhausted;

    private EventSearch(
            LedgerStore store, EventFilter filter, boolean newestFirst, @Nullable UUID after, @Nullable UUID before) {
        this.store = store;
        this.filter = filter;
        this.match = new EventMatch(store, filter);
        EventKinds kinds = new EventKinds(store);
        if (filter.isAboutRuns()) {
            ways.add(fewReady(store, filter).map(List::of).orElseGet(() -> runs(filter, kinds)));
        }
        if (filter.isAboutKinds()) {
            kinds.ranges(filter.endpoint(), filter.type()).ifPresent(ways::add);
        }
        if (ways.isEmpty()) {
            ways.add(List.of(KeyRange.all()));
        }
        int ranges = ways.stream().mapToInt(List::size).max().orElse(1);
        this.largest = Math.max(FIRST, Math.min(LARGEST, MOST_IDS / Math.max(1, ranges)));
        this.ahead = filter.until() == null && filter.since() == null ? AHEAD : AHEAD.plus(putBackBy());
        Instant since = filter.since();
        Instant until = filter.until();
        UUID end = until == null ? null : Ids.lowest(until.plus(ahead));
        boolean isEarlier = before != null && (end == null || before.compareTo(end) < 0);
        this.window =
                new KeyWindow(newestFirst, since == null ? null : Ids.lowest(since), isEarlier ? before : end, after);
    }

    static EventSearch newestFirst(LedgerStore store, EventFilter filter, @Nullable UUID after) {
        return new EventSearch(store, filter, true, after, null);
    }

    /** @param before only events that are older than this id */
    static EventSearch oldestFirst(LedgerStore store, EventFilter filter, @Nullable UUID after, @Nullable UUID before) {
        return new EventSearch(store, filter, false, after, before);
    }

    /** Runs that are ready stand among those that have succeeded: few of them are looked for one by one. */
    private static Optional<KeyRange> fewReady(LedgerStore store, EventFilter filter) {
        if (filter.status() != RunStatus.READY) {
            return Optional.empty();
        }
        Set<UUID> events = new HashSet<>();
        for (int lane = 0; lane < Lane.COUNT; lane++) {
            int limit = FEW - events.size() + 1;
            events.addAll(store.list(READY, row -> row.getObject(1, UUID.class), lane, limit));
            if (events.size() > FEW) {
                return Optional.empty();
            }
        }
        return Optional.of(KeyRange.of(events));
    }

    private static List<KeyRange> runs(EventFilter filter, EventKinds kinds) {
        String route = filter.route();
        return (route == null ? kinds.routes() : List.of(route))
                .stream()
                        .flatMap(each -> KeyRange.ofRuns(each, filter.status()).stream())
                        .toList();
    }

    /** By how much the newest id is ahead of the clock that gave its event's time. */
    private Duration putBackBy() {
        Optional<Long> ahead = store.find(
                "SELECT id, received_at FROM event ORDER BY id DESC LIMIT 1",
                row -> Ids.time(row.getObject(1, UUID.class)).toEpochMilli() - row.getLong(2));
        return Duration.ofMillis(Math.max(0, ahead.orElse(0L)));
    }

    /** The last event that was looked at; null at the beginning. */
    @Nullable
    UUID reached() {
        return window.after();
    }

    boolean isExhausted() {
        return exhausted;
    }

    /** Looks at the next portion, and gives what fits of it, in order; that may be nothing. */
    List<UUID> next() {
        long began = System.nanoTime();
        List<UUID> ids = candidates();
        exhausted = ids.size() < size;
        if (!ids.isEmpty()) {
            window = window.behind(ids.get(ids.size() - 1));
        }
        List<UUID> fitting = isTold() ? fitting(ids) : match.of(ids);
        boolean quick = System.nanoTime() - began < QUICK.toNanos();
        size = quick ? Math.min(size * 2, largest) : Math.max(size / 2, 10);
        return fitting;
    }

    /** Whether the index tells everything but the exact time. */
    private boolean isTold() {
        boolean one = filter.isAboutRuns() != filter.isAboutKinds();
        boolean none = !filter.isAboutRuns() && !filter.isAboutKinds();
        boolean byName = filter.status() == RunStatus.READY;
        boolean byKind = !filter.isAboutKinds() || ways.get(0).stream().allMatch(KeyRange::isOfKind);
        return filter.text() == null && filter.error() == null && !byName && (none || (one && byKind));
    }

    /** Those whose ids tell that they are in time, and of the others those that are. */
    private List<UUID> fitting(List<UUID> ids) {
        Set<UUID> unsure = ids.stream().filter(id -> !isInTime(Ids.time(id))).collect(Collectors.toSet());
        if (unsure.isEmpty()) {
            return ids;
        }
        unsure.removeAll(match.of(List.copyOf(unsure)));
        return ids.stream().filter(id -> !unsure.contains(id)).toList();
    }

    private boolean isInTime(Instant made) {
        Instant since = filter.since();
        Instant until = filter.until();
        return (since == null || !made.minus(ahead).isBefore(since)) && (until == null || made.isBefore(until));
    }

    /** Of the way that gets further with one portion: it leaves out more. */
    private List<UUID> candidates() {
        List<UUID> best = List.of();
        for (int i = 0; i < ways.size(); i++) {
            List<UUID> ids = KeyRange.next(store, ways.get(i), window, size);
            if (i == 0 || ids.size() < size || isFurther(ids, best)) {
                best = ids;
            }
            if (best.size() < size) {
                break;
            }
        }
        return best;
    }

    private boolean isFurther(List<UUID> ids, List<UUID> best) {
        return window.order().compare(ids.get(ids.size() - 1), best.get(best.size() - 1)) > 0;
    }
}
