package dev.hookwright.ledger;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much waits in the ledger, for all nodes together.
 *
 * @param ready runs whose turn may come at any time
 * @param running runs at work
 * @param waiting runs that wait for a time: a retry, or what was put off
 * @param held runs of paused routes
 * @param oldestLive when the live run that is due for longest became so; null if none is due
 * @param oldestReplay the same of replays
 */
public record QueueDepth(
        long ready,
        long running,
        long waiting,
        long held,
        @Nullable Instant oldestLive,
        @Nullable Instant oldestReplay) {
    private static final String COUNT = "SELECT lane, COUNT(*) FROM run WHERE status = ? GROUP BY lane";
    private static final String OLDEST =
            "SELECT due_at FROM run WHERE status = ? AND lane = ? AND due_at <= ? ORDER BY status, lane, due_at LIMIT 1";

    /** Counts through an index: takes a second or two for ten million runs. */
    static QueueDepth of(LedgerStore store, Instant now) {
        Map<Boolean, Long> ready = byHeld(store, RunStatus.READY);
        Map<Boolean, Long> waiting = byHeld(store, RunStatus.WAITING);
        Map<Boolean, Long> running = byHeld(store, RunStatus.RUNNING);
        return new QueueDepth(
                ready.getOrDefault(false, 0L),
                running.getOrDefault(false, 0L) + running.getOrDefault(true, 0L),
                waiting.getOrDefault(false, 0L),
                ready.getOrDefault(true, 0L) + waiting.getOrDefault(true, 0L),
                oldest(store, Lane.FREE[0], now),
                oldest(store, Lane.FREE[1], now));
    }

    private static Map<Boolean, Long> byHeld(LedgerStore store, RunStatus status) {
        Map<Boolean, Long> counts = new HashMap<>();
        store.each(COUNT, row -> counts.merge(Lane.isHeld(row.getInt(1)), row.getLong(2), Long::sum), status.word());
        return counts;
    }

    /** Those in order are left out: one may be due for long, and not be next. */
    private static @Nullable Instant oldest(LedgerStore store, int lane, Instant now) {
        return List.of(RunStatus.READY, RunStatus.WAITING).stream()
                .map(status -> store.find(
                        OLDEST, row -> Instant.ofEpochMilli(row.getLong(1)), status.word(), lane, now.toEpochMilli()))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
