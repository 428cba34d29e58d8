package dev.hookwright.ledger;

import java.sql.SQLException;

/** Makes a run ready that has ended, behind the live ones. */
final class MakeReadyAgain extends Change<Integer> {
    private static final String UPDATE = "UPDATE run SET status = 'ready', lane = 1, failures = 0, starts = 0,"
            + " due_at = ?, ended_at = NULL WHERE event_id = ? AND id = ? AND status IN ('dead', 'cancelled', 'succeeded')";

    private final Run run;
    private final long now;

    MakeReadyAgain(Run run, long now) {
        this.run = run;
        this.now = now;
    }

    @Override
    Integer apply(Statements statements) throws SQLException {
        return statements.update(UPDATE, now, run.eventId(), run.id());
    }
}
