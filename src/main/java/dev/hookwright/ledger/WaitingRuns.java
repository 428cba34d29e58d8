package dev.hookwright.ledger;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The runs that have failed and wait for their next attempt. */
public final class WaitingRuns {
    private static final String FAILED_SO = RunReader.COLUMNS
            + "WHERE route = ? AND concern = 'waiting' AND error = ? AND due_at > ? ORDER BY event_id LIMIT ?";

    private final LedgerStore store;
    private final LedgerWriter writer;
    private final RunQueue queue;
    private final InstantSource clock;

    WaitingRuns(LedgerStore store, LedgerWriter writer, RunQueue queue, InstantSource clock) {
        this.store = store;
        this.writer = writer;
        this.queue = queue;
        this.clock = clock;
    }

    /**
     * Lets those of a route go at once whose last attempt failed with just this error. Blocks.
     *
     * @param limit how many at most
     * @return how many there were; fewer than the limit if there are no more
     */
    public int goAtOnce(String route, String error, int limit) {
        Instant now = clock.instant();
        List<Run> waiting = store.list(FAILED_SO, RunReader::run, route, error, now.toEpochMilli(), limit);
        goAtOnce(waiting, now);
        return waiting.size();
    }

    void goAtOnce(List<Run> waiting, Instant now) {
        List<CompletableFuture<Integer>> changes = new ArrayList<>();
        waiting.forEach(run -> changes.add(writer.offer(new MakeDueNow(run, now))));
        changes.forEach(Change::await);
        if (!waiting.isEmpty()) {
            queue.newlyDue().note(now);
        }
    }
}
