package dev.hookwright.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads runs and the attempts of their steps. */
public final class RunReader {
    static final int LANE = 5;
    static final String COLUMNS = "SELECT id, event_id, route, status, lane, attempt, failures, starts, due_at, error,"
            + " created_at, ended_at, owner, order_key, version FROM run ";
    private static final String ATTEMPTS = "SELECT run_id, step_key, number, step_id, connector, at, duration_ms,"
            + " outcome, status_code, error, response, result, request FROM attempt WHERE run_id = ? ORDER BY at, number";

    private final LedgerStore store;

    RunReader(LedgerStore store) {
        this.store = store;
    }

    public Optional<Run> find(UUID eventId, UUID id) {
        return store.find(COLUMNS + "WHERE event_id = ? AND id = ?", RunReader::run, eventId, id);
    }

    /** All runs of an event, oldest first. */
    public List<Run> ofEvent(UUID eventId) {
        return store.list(COLUMNS + "WHERE event_id = ? ORDER BY id", RunReader::run, eventId);
    }

    /** The runs of several events, oldest first. */
    Map<UUID, List<Run>> ofEvents(List<UUID> eventIds) {
        return store
                .list(
                        COLUMNS + "WHERE event_id IN (" + EventMatch.places(eventIds.size())
                                + ") ORDER BY event_id, id",
                        RunReader::run,
                        eventIds.toArray())
                .stream()
                .collect(Collectors.groupingBy(Run::eventId));
    }

    /**
     * The run of an id, whosever event's it is. A run is mostly made together with its event, so that is where to look
     * first.
     */
    public Optional<Run> find(UUID id) {
        Instant made = Ids.time(id);
        return store.find(
                        COLUMNS + "WHERE event_id >= ? AND event_id < ? AND id = ?",
                        RunReader::run,
                        Ids.lowest(made.minusSeconds(30)),
                        Ids.lowest(made.plusSeconds(1)),
                        id)
                .or(() -> store.find(
                        COLUMNS + "WHERE status IN ('ready', 'running', 'waiting') AND id = ?", RunReader::run, id))
                .or(() -> store.find(COLUMNS + "WHERE id = ?", RunReader::run, id));
    }

    /** Runs that nodes other than this one have in their hands. */
    List<Run> elsewhere(String node, int limit) {
        return store.list(COLUMNS + "WHERE owner IS NOT NULL AND owner <> ? LIMIT ?", RunReader::run, node, limit);
    }

    /** Every try of every step of a run, in the order they were made. */
    public List<Attempt> attempts(UUID runId) {
        return store.list(ATTEMPTS, RunReader::attempt, runId);
    }

    static Run run(ResultSet row) throws SQLException {
        long endedAt = row.getLong(12);
        boolean ended = !row.wasNull();
        long version = row.getLong(15);
        boolean hasVersion = !row.wasNull();
        return new Run(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                RunStatus.ofWord(row.getString(4)).orElseThrow(),
                Lane.isReplay(row.getInt(LANE)),
                row.getInt(6),
                row.getInt(7),
                row.getInt(8),
                Instant.ofEpochMilli(row.getLong(9)),
                row.getString(10),
                Instant.ofEpochMilli(row.getLong(11)),
                ended ? Instant.ofEpochMilli(endedAt) : null,
                row.getString(13),
                row.getString(14),
                hasVersion ? version : null);
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
                row.getBytes(12),
                row.getString(13));
    }
}
