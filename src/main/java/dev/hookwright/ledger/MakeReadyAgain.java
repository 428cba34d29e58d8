package dev.hookwright.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Consumer;

/** Makes a run that has ended ready again; its steps that are done stay done. */
final class MakeReadyAgain extends Change<Integer> {
    private static final String MAKE_READY_AGAIN = "UPDATE run SET status = 'ready', lane = 1, failures = 0,"
            + " starts = 0, due_at = ?, ended_at = NULL WHERE event_id = ? AND id = ? AND status IN ('dead', 'cancelled', 'succeeded')";

    private final Run run;
    private final Instant now;

    MakeReadyAgain(Run run, Instant now) {
        this.run = run;
        this.now = now;
    }

    @Override
    Integer apply(Statements statements) throws SQLException {
        return statements.update(MAKE_READY_AGAIN, now.toEpochMilli(), run.eventId(), run.id());
    }

    @Override
    void announce(Consumer<News> listener) {
        if (result() == 1) {
            listener.accept(new News.RunChanged(run.readyAgain(now)));
        }
    }
}
