package dev.hookwright.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts what is in the ledger, through its indexes. */
public final class StatsReader {
    private static final List<RunStatus> OPEN = List.of(RunStatus.READY, RunStatus.RUNNING, RunStatus.WAITING);
    private static final int STEP_RUNS = 500;
    private static final int SEARCHED_AT_ONCE = 2_000;

    private static final String RUNS =
            "SELECT event_id, route, status, created_at, ended_at, error, CASE WHEN status = 'dead' THEN "
                    + ProblemReader.REPLAYED + " ELSE FALSE END FROM run r WHERE event_id >= ? AND event_id < ?";
    private static final String DEAD =
            "SELECT COUNT(*) FROM run r WHERE status = 'dead' AND NOT " + ProblemReader.REPLAYED;
    private static final String REJECTIONS = "SELECT endpoint, COUNT(*) FROM rejection"
            + " WHERE id >= ? AND id < ? AND at >= ? AND at < ? GROUP BY endpoint";
    private static final String DUPLICATES = "SELECT e.endpoint, SUM(d.deliveries) FROM duplicate d"
            + " JOIN event e ON e.id = d.event_id WHERE d.id >= ? AND d.id < ? AND d.at >= ? AND d.at < ? GROUP BY e.endpoint";
    private static final String OLDEST_READY =
            "SELECT due_at FROM run WHERE status = 'ready' AND lane = ? ORDER BY due_at LIMIT 1";
    private static final String RUNS_OF_ROUTE = "SELECT event_id, id FROM run WHERE route = ? AND concern = ?"
            + " AND event_id >= ? ORDER BY route DESC, concern DESC, event_id DESC LIMIT ?";

    /** Ids that were made at once are so much ahead of the clock at the most. */
    private static final Duration CLOCK_PUT_BACK = Duration.ofSeconds(1);

    private final LedgerStore store;
    private final InstantSource clock;
    private final EventKinds kinds;

    StatsReader(LedgerStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.kinds = new EventKinds(store);
    }

    /**
     * What was received in a span of time, and the runs of that.
     *
     * @param filter its own times do not count
     */
    public Tally tally(EventFilter filter, Instant from, Instant to) {
        Duration ahead = Ids.aheadOf(clock.instant());
        boolean clockPutBack = ahead.compareTo(CLOCK_PUT_BACK) > 0;
        UUID first = Ids.lowest(from);
        UUID end = Ids.lowest(clockPutBack ? to.plus(ahead) : to);
        Tally tally = new Tally();
        boolean isAboutMore = filter.type() != null || filter.text() != null || filter.isAboutRuns();
        if (!isAboutMore) {
            countRefused(tally, filter.endpoint(), first, end, from, to);
        }
        if (isEmpty(first, end)) {
            return tally;
        }
        Set<UUID> events = null;
        if (filter.isAboutKinds() || filter.text() != null || filter.isAboutRuns()) {
            events = search(filter.within(from, to), first, end);
            tally.accepted("", events.size());
        } else if (clockPutBack) {
            events = countOneByOne(tally, first, end, from, to);
        } else {
            countEvents(tally, first, end);
        }
        countRuns(tally, filter, events, first, end);
        return tally;
    }

    private boolean isEmpty(UUID first, UUID end) {
        return store.find(
                        "SELECT id FROM event WHERE id >= ? AND id < ? ORDER BY id LIMIT 1",
                        row -> row.getObject(1, UUID.class),
                        first,
                        end)
                .isEmpty();
    }

    private Set<UUID> search(EventFilter filter, UUID first, UUID end) {
        Set<UUID> found = new HashSet<>();
        EventReader reader = new EventReader(store);
        EventPortion portion = new EventPortion(List.of(), first, false);
        while (!portion.last()) {
            portion = reader.portion(filter, portion.reached(), end, SEARCHED_AT_ONCE);
            found.addAll(portion.events());
        }
        return found;
    }

    private void countEvents(Tally tally, UUID first, UUID end) {
        Optional<List<KeyRange>> ranges = kinds.ranges(null, null);
        if (ranges.isEmpty()) {
            store.list(
                            "SELECT endpoint, COUNT(*) FROM event WHERE id >= ? AND id < ? GROUP BY endpoint",
                            row -> new Counted(row.getString(1), row.getLong(2)),
                            first,
                            end)
                    .forEach(counted -> tally.accepted(counted.of(), counted.count()));
            return;
        }
        for (KeyRange range : ranges.get()) {
            List<Object> parameters = new ArrayList<>(range.parameters());
            parameters.add(first);
            parameters.add(end);
            long count = one("SELECT COUNT(*) FROM " + range.from() + " AND id >= ? AND id < ?", parameters.toArray());
            if (count > 0) {
                tally.accepted(String.valueOf(range.parameters().get(0)), count);
            }
        }
    }

    /** Where ids do not tell when their events came. */
    private Set<UUID> countOneByOne(Tally tally, UUID first, UUID end, Instant from, Instant to) {
        Set<UUID> events = new HashSet<>();
        store.each(
                "SELECT id, endpoint FROM event WHERE id >= ? AND id < ? AND received_at >= ? AND received_at < ?",
                row -> {
                    events.add(row.getObject(1, UUID.class));
                    tally.accepted(row.getString(2), 1);
                },
                first,
                end,
                from.toEpochMilli(),
                to.toEpochMilli());
        return events;
    }

    private void countRefused(Tally tally, @Nullable String endpoint, UUID first, UUID end, Instant from, Instant to) {
        Object[] span = {first, end, from.toEpochMilli(), to.toEpochMilli()};
        store.list(REJECTIONS, row -> new Counted(row.getString(1), row.getLong(2)), span).stream()
                .filter(counted -> endpoint == null || endpoint.equals(counted.of()))
                .forEach(counted -> tally.rejected(counted.of(), counted.count()));
        store.list(DUPLICATES, row -> new Counted(row.getString(1), row.getLong(2)), span).stream()
                .filter(counted -> endpoint == null || endpoint.equals(counted.of()))
                .forEach(counted -> tally.duplicates(counted.of(), counted.count()));
    }

    /** @param events the only ones whose runs count; null for all */
    private void countRuns(Tally tally, EventFilter filter, @Nullable Set<UUID> events, UUID first, UUID end) {
        String route = filter.route();
        RunStatus status = filter.status();
        String error = filter.error();
        store.each(
                RUNS,
                row -> {
                    RunStatus stands = RunStatus.ofWord(row.getString(3)).orElseThrow();
                    boolean counts = !row.getBoolean(7)
                            && (events == null || events.contains(row.getObject(1, UUID.class)))
                            && (route == null || route.equals(row.getString(2)))
                            && (status == null || status == stands)
                            && (error == null || TypeGlob.matches(error, String.valueOf(row.getString(6))));
                    if (counts) {
                        tally.runs(row.getString(2), stands, 1);
                        if (stands == RunStatus.SUCCEEDED) {
                            tally.took(row.getLong(5) - row.getLong(4));
                        }
                    }
                },
                first,
                end);
    }

    private record Counted(String of, long count) {}

    private long one(String sql, Object... parameters) {
        return store.find(sql, row -> row.getLong(1), parameters).orElse(0L);
    }

    /** How many runs of each route have not ended. */
    public Map<String, Map<RunStatus, Long>> openRuns() {
        Map<String, Map<RunStatus, Long>> open = new TreeMap<>();
        for (String route : kinds.routes()) {
            Map<RunStatus, Long> none = new EnumMap<>(RunStatus.class);
            OPEN.forEach(status -> none.put(status, 0L));
            open.put(route, none);
        }
        for (RunStatus status : OPEN) {
            store.each(
                    "SELECT route, COUNT(*) FROM run WHERE status = ? GROUP BY route",
                    row -> open.computeIfAbsent(row.getString(1), route -> new EnumMap<>(RunStatus.class))
                            .put(status, row.getLong(2)),
                    status.word());
        }
        return open;
    }

    /** How many runs failed for good and were not replayed since. */
    public long dead() {
        return one(DEAD);
    }

    /** Since when the run that is ready for longest is so. */
    public Optional<Instant> oldestReady() {
        return List.of(0, 1).stream()
                .flatMap(lane -> store.find(OLDEST_READY, row -> row.getLong(1), lane).stream())
                .min(Long::compare)
                .map(Instant::ofEpochMilli);
    }

    /** The steps of a route's newest runs since then. */
    public StepCounts steps(String route, Instant since) {
        Map<UUID, UUID> newest = new TreeMap<>();
        for (String concern : KeyRange.CONCERNS) {
            store.each(
                    RUNS_OF_ROUTE,
                    row -> newest.put(row.getObject(2, UUID.class), row.getObject(1, UUID.class)),
                    route,
                    concern,
                    Ids.lowest(since),
                    STEP_RUNS);
        }
        List<UUID> all = List.copyOf(newest.keySet());
        List<UUID> runs = all.subList(Math.max(0, all.size() - STEP_RUNS), all.size());
        Map<String, StepCounts.OfStep> steps = new TreeMap<>();
        if (!runs.isEmpty()) {
            store.each(
                    "SELECT step_id, outcome FROM attempt WHERE run_id IN (" + EventMatch.places(runs.size()) + ")",
                    row -> {
                        // All parts of a split are the one step that the author wrote.
                        String step = row.getString(1).replaceAll("\\[\\d+]", "");
                        Attempt.Outcome outcome = Attempt.Outcome.ofWord(row.getString(2));
                        steps.merge(step, StepCounts.OfStep.NONE.plus(outcome), StepCounts.OfStep::plus);
                    },
                    runs.toArray());
        }
        return new StepCounts(runs.size(), steps);
    }
}
