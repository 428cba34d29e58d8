package dev.hookwright.ledger;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts runs of a bulk replay that have ended, each once. */
final class CountEnds extends Change<Integer> {
    private static final int MOST_FAILURES = 100;
    private static final String RUNS = "SELECT p.event_id, p.run_id, run.status, run.error FROM replay_run p"
            + " LEFT JOIN run ON run.event_id = p.event_id AND run.id = p.run_id"
            + " WHERE p.replay_id = ? AND p.event_id > ? ORDER BY p.replay_id, p.event_id, p.run_id LIMIT ?";
    private static final String TAKE = "DELETE FROM replay_run WHERE replay_id = ? AND event_id = ? AND run_id = ?";
    private static final String FAILURES = "SELECT failures FROM replay WHERE id = ?";
    private static final String COUNT =
            "UPDATE replay SET succeeded = succeeded + ?, failed = failed + ?, failures = ? WHERE id = ?";

    private final BulkReplay replay;
    private final List<End> ended;

    CountEnds(BulkReplay replay, List<End> ended) {
        this.replay = replay;
        this.ended = ended;
    }

    /** @param status null if retention deleted the run */
    record End(
            UUID eventId,
            UUID runId,
            @Nullable RunStatus status,
            @Nullable String error) {
        boolean hasEnded() {
            RunStatus now = status;
            return now == null || now.isFinal();
        }

        boolean isFailure() {
            return status == RunStatus.DEAD || status == RunStatus.CANCELLED;
        }

        String why() {
            return status == RunStatus.CANCELLED
                    ? "it was cancelled"
                    : Optional.ofNullable(error).orElse("it failed");
        }
    }

    static List<End> runsOf(LedgerStore store, BulkReplay replay, @Nullable UUID after, int limit) {
        return store.list(
                RUNS,
                row -> new End(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        Optional.ofNullable(row.getString(3))
                                .flatMap(RunStatus::ofWord)
                                .orElse(null),
                        row.getString(4)),
                replay.id(),
                after == null ? new UUID(0, 0) : after,
                limit);
    }

    @Override
    Integer apply(Statements statements) throws SQLException {
        List<String> known = statements.list(FAILURES, row -> row.getString(1), replay.id());
        Map<String, String> failures = new LinkedHashMap<>(known.isEmpty() ? Map.of() : JsonText.read(known.get(0)));
        int succeeded = 0;
        int failed = 0;
        for (End end : ended) {
            if (0 == statements.update(TAKE, replay.id(), end.eventId(), end.runId())) {
                continue;
            }
            if (end.isFailure()) {
                failed++;
                if (failures.size() < MOST_FAILURES) {
                    failures.put(Ids.text(Ids.EVENT, end.eventId()), end.why());
                }
            } else {
                succeeded++;
            }
        }
        return statements.update(COUNT, succeeded, failed, JsonText.write(failures), replay.id());
    }
}
