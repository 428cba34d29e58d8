package dev.hookwright.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the runs that have failed. */
public final class ProblemReader {
    /** The last try of a step that was not done after all; a run may also fail between its steps. */
    static final String STEP = "(SELECT a.step_id FROM attempt a WHERE a.run_id = r.id"
            + " AND a.outcome <> 'succeeded' AND NOT EXISTS (SELECT 1 FROM attempt done WHERE done.run_id = a.run_id"
            + " AND done.step_key = a.step_key AND done.outcome = 'succeeded') ORDER BY a.at DESC, a.number DESC LIMIT 1)";

    /** An event counts by its last run through a route. */
    static final String REPLAYED = "EXISTS (SELECT 1 FROM run newer WHERE newer.event_id = r.event_id"
            + " AND newer.id > r.id AND newer.route = r.route)";

    private static final String FAILED = "SELECT r.id, r.event_id, r.route, r.status, r.error, r.due_at, r.ended_at,"
            + " COALESCE((SELECT MAX(a.at) FROM attempt a WHERE a.run_id = r.id), r.created_at), " + STEP
            + " FROM run r WHERE r.status = ? AND r.lane = ? AND r.due_at >= ?"
            + " AND r.error IS NOT NULL AND NOT " + REPLAYED
            + " ORDER BY r.status DESC, r.lane DESC, r.due_at DESC LIMIT ?";
    private static final List<Integer> LANES = List.of(0, 1, 2, 3);

    private final LedgerStore store;

    ProblemReader(LedgerStore store) {
        this.store = store;
    }

    /**
     * A run that is dead, or waits for another try.
     *
     * @param step the one that failed; null if none did
     * @param at when it died; of one that waits, when it was last tried
     */
    public record FailedRun(
            UUID id,
            UUID eventId,
            String route,
            RunStatus status,
            @Nullable String step,
            String error,
            Instant at) {}

    /** The newest ones of a status, of which there may be more; only the last run of an event through its route. */
    public List<FailedRun> newest(RunStatus status, Instant since, int limit) {
        List<FailedRun> failed = new ArrayList<>();
        for (int lane : LANES) {
            failed.addAll(
                    store.list(FAILED, ProblemReader::failedRun, status.word(), lane, since.toEpochMilli(), limit));
        }
        return failed;
    }

    private static FailedRun failedRun(ResultSet row) throws SQLException {
        RunStatus status = RunStatus.ofWord(row.getString(4)).orElseThrow();
        long at = row.getLong(status == RunStatus.DEAD ? 7 : 8);
        return new FailedRun(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                status,
                row.getString(9),
                row.getString(5),
                Instant.ofEpochMilli(at));
    }
}
