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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the events that a filter takes, a portion at a time: those that indexes leave are checked for what these cannot
 * tell; where no index helps, all events are looked at.
 */
final class EventSearch {
    /** By how much an id may be ahead of its event's time: ids go on growing where a clock is put back. */
    private static final Duration AHEAD = Duration.ofSeconds(5);

    private static final int FIRST = 100;
    private static final int LARGEST = 2_000;
    private static final int LEAST = 10;
    private static final int FEW = 1_000;
    private static final String READY =
            "SELECT event_id FROM run WHERE status = 'ready' AND lane = ? ORDER BY status, lane, due_at LIMIT ?";

    private static final Duration QUICK = Duration.ofMillis(8);

    private final LedgerStore store;
    private final EventMatch match;
    private final EventFilter filter;
    private final Duration ahead;
    private final @Nullable Candidates candidates;
    /** Whether the indexes tell everything but the exact time. */
    private final boolean told;

    private KeyWindow window;
    private int size = FIRST;
    private boolean exhausted;

    private EventSearch(
            LedgerStore store, EventFilter filter, boolean newestFirst, @Nullable UUID after, @Nullable UUID before) {
        this.store = store;
        this.filter = filter;
        this.match = new EventMatch(store, filter);
        this.ahead = filter.until() == null && filter.since() == null ? AHEAD : AHEAD.plus(putBackBy());
        Instant since = filter.since();
        Instant until = filter.until();
        UUID end = until == null ? null : Ids.lowest(until.plus(ahead));
        boolean isEarlier = before != null && (end == null || before.compareTo(end) < 0);
        this.window =
                new KeyWindow(newestFirst, since == null ? null : Ids.lowest(since), isEarlier ? before : end, after);
        EventKinds kinds = new EventKinds(store);
        Optional<List<KeyRange>> byRun =
                filter.isAboutRuns() ? Optional.of(runs(store, filter, kinds)) : Optional.empty();
        Optional<List<KeyRange>> byKind =
                filter.isAboutKinds() ? kinds.ranges(filter.endpoint(), filter.type()) : Optional.empty();
        List<MergedRanges> ways = Stream.of(byKind, byRun)
                .flatMap(Optional::stream)
                .map(ranges -> new MergedRanges(store, ranges, window))
                .toList();
        this.candidates = ways.isEmpty() ? null : new Candidates(ways, window);
        this.told = filter.text() == null
                && filter.error() == null
                && filter.status() != RunStatus.READY
                && filter.isAboutRuns() == byRun.isPresent()
                && filter.isAboutKinds() == byKind.isPresent();
    }

    static EventSearch newestFirst(LedgerStore store, EventFilter filter, @Nullable UUID after) {
        return new EventSearch(store, filter, true, after, null);
    }

    /** @param before only events that are older than this id */
    static EventSearch oldestFirst(LedgerStore store, EventFilter filter, @Nullable UUID after, @Nullable UUID before) {
        return new EventSearch(store, filter, false, after, before);
    }

    private static List<KeyRange> runs(LedgerStore store, EventFilter filter, EventKinds kinds) {
        boolean failed = filter.error() != null && filter.status() == null;
        Optional<KeyRange> ready = failed || filter.status() == RunStatus.READY ? fewReady(store) : Optional.empty();
        if (ready.isPresent() && !failed) {
            return List.of(ready.get());
        }
        String route = filter.route();
        List<KeyRange> ranges = new ArrayList<>();
        ready.ifPresent(ranges::add);
        for (String each : route == null ? kinds.routes() : List.of(route)) {
            ranges.addAll(ready.isPresent() ? KeyRange.ofFailedRuns(each) : KeyRange.ofRuns(each, filter.status()));
        }
        return ranges;
    }

    /** Runs that are ready stand among those that have succeeded: few of them are looked for one by one. */
    private static Optional<KeyRange> fewReady(LedgerStore store) {
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

    /** By how much the newest id is ahead of the clock that gave its event's time. */
    private Duration putBackBy() {
        Optional<Long> newest = store.find(
                "SELECT id, received_at FROM event ORDER BY id DESC LIMIT 1",
                row -> Ids.time(row.getObject(1, UUID.class)).toEpochMilli() - row.getLong(2));
        return Duration.ofMillis(Math.max(0, newest.orElse(0L)));
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
        List<UUID> fitting = candidates == null ? scan() : follow(candidates);
        boolean quick = System.nanoTime() - began < QUICK.toNanos();
        size = quick ? Math.min(size * 2, LARGEST) : Math.max(size / 2, LEAST);
        return fitting;
    }

    private List<UUID> follow(Candidates some) {
        List<UUID> ids = some.next(size);
        exhausted = some.isExhausted();
        UUID reached = some.reached();
        if (reached != null) {
            window = window.behind(reached);
        }
        return told && some.isTold() ? inTime(ids) : match.of(ids);
    }

    private List<UUID> scan() {
        EventMatch.Looked looked = match.scan(window, size);
        exhausted = looked.count() < size;
        UUID last = looked.last();
        if (last != null) {
            window = window.behind(last);
        }
        return looked.fitting();
    }

    /** Those whose ids tell that they are in time, and of the others those that are. */
    private List<UUID> inTime(List<UUID> ids) {
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
}
