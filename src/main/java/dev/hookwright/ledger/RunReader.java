package dev.hookwright.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads runs and the attempts of their steps. */
public final class RunReader {
    private static final String COLUMNS = "SELECT id, event_id, route, status, lane, attempt, failures, due_at, error,"
            + " created_at, ended_at FROM run ";
    private static final String ATTEMPTS = "SELECT run_id, step_key, number, step_id, connector, at, duration_ms,"
            + " outcome, status_code, error, response, result FROM attempt WHERE run_id = ? ORDER BY at, number";

    private final LedgerStore store;

    RunReader(LedgerStore store) {
        this.store = store;
    }

    public Optional<Run> find(UUID id) {
        return store.find(COLUMNS + "WHERE id = ?", RunReader::run, id);
    }

    /** All runs of an event, oldest first. */
    public List<Run> ofEvent(UUID eventId) {
        return store.list(COLUMNS + "WHERE event_id = ? ORDER BY id", RunReader::run, eventId);
    }

    /** The runs that are ready to go, live ones first, oldest first. */
    public List<Run> ready(int limit) {
        return store.list(
                COLUMNS + "WHERE status = 'ready' ORDER BY status, lane, due_at LIMIT ?", RunReader::run, limit);
    }

    /** The waiting runs whose time has come. */
    public List<Run> due(Instant now, int limit) {
        return store.list(
                COLUMNS + "WHERE status = 'waiting' AND due_at <= ? ORDER BY due_at LIMIT ?",
                RunReader::run,
                now.toEpochMilli(),
                limit);
    }

    /** When the first of the waiting runs that is due after a time is due; null if none is. */
    public @Nullable Instant nextDueAfter(Instant time) {
        return store.find(
                        "SELECT due_at FROM run WHERE status = 'waiting' AND due_at > ? ORDER BY due_at LIMIT 1",
                        row -> Instant.ofEpochMilli(row.getLong(1)),
                        time.toEpochMilli())
                .orElse(null);
    }

    /** Every try of every step of a run, in the order they were made. */
    public List<Attempt> attempts(UUID runId) {
        return store.list(ATTEMPTS, RunReader::attempt, runId);
    }

    private static Run run(ResultSet row) throws SQLException {
        long endedAt = row.getLong(11);
        boolean ended = !row.wasNull();
        return new Run(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                RunStatus.ofWord(row.getString(4)).orElseThrow(),
                row.getInt(5) == 1,
                row.getInt(6),
                row.getInt(7),
                Instant.ofEpochMilli(row.getLong(8)),
                row.getString(9),
                Instant.ofEpochMilli(row.getLong(10)),
                ended ? Instant.ofEpochMilli(endedAt) : null);
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        int statusCode = row.getInt(9);
        boolean hasStatusCode = !row.wasNull();
        return new Attempt(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getInt(3),
                row.getString(4),
                row.getString(5),
                Instant.ofEpochMilli(row.getLong(6)),
                row.getLong(7),
                Attempt.Outcome.ofWord(row.getString(8)),
                hasStatusCode ? statusCode : null,
                row.getString(10),
                row.getString(11),
                row.getBytes(12));
    }
}
