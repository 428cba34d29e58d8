package dev.hookwright.ledger;

import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * What is kept on disk. Everything that changes it goes through the one {@link LedgerWriter}; a future that completes
 * means on disk. A future that fails with {@link LedgerUnavailable} means that nothing of it was kept.
 */
public final class Ledger implements AutoCloseable {
    private static final String MAKE_READY_AGAIN = "UPDATE run SET status = 'ready', lane = 1, failures = 0,"
            + " due_at = ?, ended_at = NULL WHERE id = ? AND status IN ('dead', 'cancelled', 'succeeded')";
    private static final String TAKE_UP = "UPDATE run SET status = 'ready' WHERE status = 'running'";
    private static final String ATTEMPT = "INSERT INTO attempt (run_id, step_key, number, step_id, connector, at,"
            + " duration_ms, outcome, status_code, error, response, result) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String REJECTION = "INSERT INTO rejection (id, endpoint, at, status, code, reason, method,"
            + " remote_address, headers, query, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final LedgerStore store;
    private final LedgerWriter writer;
    private final InstantSource clock;

    Ledger(LedgerStore store, LedgerWriter writer, InstantSource clock) {
        this.store = store;
        this.writer = writer;
        this.clock = clock;
    }

    /** Stores the event with a ready run for each route, unless its dedup key was seen. Fails rather than waits. */
    public CompletableFuture<Accepted> accept(Event event, List<String> routes) {
        return writer.offer(new AcceptEvent(event, newRuns(event.id(), routes, false)));
    }

    /** Keeps a refused request. Fails rather than waits. */
    public CompletableFuture<Integer> reject(Rejection rejection) {
        return writer.offer(Change.of(
                REJECTION,
                rejection.id(),
                rejection.endpoint(),
                rejection.at().toEpochMilli(),
                rejection.status(),
                rejection.code(),
                rejection.reason(),
                rejection.method(),
                rejection.remoteAddress(),
                JsonText.write(rejection.headers()),
                JsonText.write(rejection.query()),
                rejection.body()));
    }

    /** A new run of an event, from the start, behind the live ones. */
    public CompletableFuture<Run> replay(UUID eventId, String route) {
        return writer.submit(
                new InsertRun(newRuns(eventId, List.of(route), true).get(0)));
    }

    /** Makes a run that has ended ready again; its steps that are done stay done. Gives 0 if it had not ended. */
    public CompletableFuture<Integer> makeReadyAgain(Run run) {
        return writer.submit(Change.of(MAKE_READY_AGAIN, clock.instant().toEpochMilli(), run.id()));
    }

    /** Writes where a run stands. Gives 0, and changes nothing, if the run has ended meanwhile. */
    public CompletableFuture<Integer> update(Run run) {
        return writer.submit(new UpdateRun(run));
    }

    /** Records a try of a step. Need not be waited for: it is on disk before its run's end is. */
    public CompletableFuture<Integer> record(Attempt attempt) {
        return writer.submit(Change.of(
                ATTEMPT,
                attempt.runId(),
                attempt.stepKey(),
                attempt.number(),
                attempt.stepId(),
                attempt.connector(),
                attempt.at().toEpochMilli(),
                attempt.durationMillis(),
                attempt.outcome().word(),
                attempt.statusCode(),
                attempt.error(),
                attempt.response(),
                attempt.result()));
    }

    /** Makes ready what a process that died had in work. Before dispatch starts. */
    public CompletableFuture<Integer> takeUpRunning() {
        return writer.submit(Change.of(TAKE_UP));
    }

    public Claims claims() {
        return new Claims(writer, store, clock);
    }

    public RunReader runs() {
        return new RunReader(store);
    }

    public RejectionReader rejections() {
        return new RejectionReader(store);
    }

    public EventReader events() {
        return new EventReader(store);
    }

    /** Whether changes can be written at all. */
    public boolean isHealthy() {
        return !writer.isBroken();
    }

    /** How the writer is doing. */
    public WriterStatistics statistics() {
        return new WriterStatistics(writer.waiting(), writer.batches(), writer.changes());
    }

    /**
     * Counters of the writer since it started.
     *
     * @param waiting changes that are queued now
     */
    public record WriterStatistics(int waiting, long batches, long changes) {}

    /** Writes what is queued, then closes. */
    @Override
    public void close() {
        store.closeReaders();
        writer.close();
    }

    private List<Run> newRuns(UUID eventId, List<String> routes, boolean replay) {
        var now = clock.instant();
        return routes.stream()
                .map(route -> Run.ready(Ids.next(now.toEpochMilli()), eventId, route, replay, now))
                .toList();
    }
}
