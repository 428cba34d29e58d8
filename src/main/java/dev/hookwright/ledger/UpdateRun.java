package dev.hookwright.ledger;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Writes where a run stands, unless it has ended or is another node's by now. */
final class UpdateRun extends Change<Integer> {
    private static final String UPDATE = "UPDATE run SET status = ?, attempt = ?, failures = ?, starts = ?, due_at = ?,"
            + " error = ?, ended_at = ?, version = ?, owner = ?"
            + " WHERE event_id = ? AND id = ? AND owner = ? AND status IN ('ready', 'running', 'waiting')";

    private final Run run;
    private final boolean counted;
    private boolean superseded;

    /** @param counted whether an alert is to count it as dead */
    UpdateRun(Run run, boolean counted) {
        this.run = run;
        this.counted = counted;
    }

    /** Of several updates of a run in one batch only the last is worth writing: nobody can see the others. */
    static void leaveOutSuperseded(List<Change<?>> batch) {
        Set<UUID> later = new HashSet<>();
        for (int i = batch.size() - 1; i >= 0; i--) {
            if (batch.get(i) instanceof UpdateRun update) {
                update.superseded =
                        !later.add(update.run.id()) && !update.run.status().isFinal();
            }
        }
    }

    @Override
    void announce(Consumer<News> listener) {
        if (!superseded && result() == 1) {
            listener.accept(new News.RunChanged(run));
        }
    }

    @Override
    Integer apply(Statements statements) throws SQLException {
        if (superseded) {
            return 1;
        }
        var endedAt = run.endedAt();
        int updated = statements.update(
                UPDATE,
                run.status().word(),
                run.attempt(),
                run.failures(),
                run.starts(),
                run.dueAt().toEpochMilli(),
                run.error(),
                endedAt == null ? null : endedAt.toEpochMilli(),
                run.version(),
                run.status() == RunStatus.RUNNING ? run.owner() : statements.nobody(),
                run.eventId(),
                run.id(),
                run.owner());
        if (updated == 1 && run.orderKey() != null && run.status().isFinal()) {
            RunOrder.remove(statements, run.id());
        }
        if (updated == 1 && counted && endedAt != null) {
            statements.update(DeadRun.NOTE, run.id(), run.eventId(), run.route(), endedAt.toEpochMilli());
        }
        return updated;
    }
}
