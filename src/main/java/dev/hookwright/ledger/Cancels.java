package dev.hookwright.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Ends runs by hand. The table is what counts; who is at work on such a run learns of it here, to stop at the next step. */
public final class Cancels {
    /** Nothing is at work for longer than that. */
    private static final Duration KNOWN = Duration.ofHours(6);

    private final LedgerStore store;
    private final LedgerWriter writer;
    private final InstantSource clock;
    /** When each was cancelled; below zero once it turned out to be ready again. */
    private final Map<UUID, Long> noted = new ConcurrentHashMap<>();

    private final Map<String, LongAdder> byRoute = new ConcurrentHashMap<>();

    Cancels(LedgerStore store, LedgerWriter writer, InstantSource clock) {
        this.store = store;
        this.writer = writer;
        this.clock = clock;
    }

    /** False if the run has ended before. Blocks. */
    public boolean cancel(Run run) {
        // Before it is on disk: from then on nobody is to begin a step.
        Instant now = clock.instant();
        noted.put(run.id(), now.toEpochMilli());
        boolean ended = writer.offer(new CancelRun(run, now, KNOWN)).join();
        if (ended) {
            // Who has looked meanwhile has found the run as it was before.
            noted.put(run.id(), now.toEpochMilli());
            byRoute.computeIfAbsent(run.route(), route -> new LongAdder()).increment();
        }
        return ended;
    }

    /** How many runs of the route were cancelled by hand on this node since it started. */
    public long count(String route) {
        LongAdder count = byRoute.get(route);
        return count == null ? 0 : count.sum();
    }

    /** Learns what was cancelled on other nodes. Blocks. */
    public void look() {
        long oldest = clock.millis() - KNOWN.toMillis();
        noted.values().removeIf(at -> Math.abs(at) < oldest);
        record Cancelled(UUID run, long at) {}
        store.list(
                        "SELECT run_id, at FROM cancelled_run",
                        row -> new Cancelled(row.getObject(1, UUID.class), row.getLong(2)))
                .forEach(each -> noted.compute(
                        each.run(), (run, known) -> known != null && known == -each.at() ? known : each.at()));
    }

    /** Whether the run may have been cancelled: never wrong in saying no, but for what other nodes did a moment ago. */
    public boolean mayHave(Run run) {
        return noted.getOrDefault(run.id(), -1L) >= 0;
    }

    /** Whether a run that this node has in its hands was cancelled: whoever has it goes no further. */
    public boolean have(Run run) {
        Long at = noted.get(run.id());
        if (at == null || at < 0) {
            return false;
        }
        Run ours = new RunReader(store)
                .find(run.eventId(), run.id())
                .filter(now -> !now.status().isFinal() && now.isOwnedAs(run))
                .orElse(null);
        if (ours != null) {
            noted.replace(run.id(), at, -at);
        }
        // Where one node owns all, what was made ready again begins anew, when it is its turn.
        return ours == null || (!store.isShared() && ours.status() == RunStatus.READY);
    }
}
