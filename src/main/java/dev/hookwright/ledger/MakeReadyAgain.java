package dev.hookwright.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Makes a run ready that has ended: behind the live ones, and behind those of its order that are there. */
final class MakeReadyAgain extends Change<Integer> {
    private static final String UPDATE = "UPDATE run SET status = 'ready', lane = ?, failures = 0, starts = 0,"
            + " due_at = ?, ended_at = NULL WHERE event_id = ? AND id = ? AND status IN ('dead', 'cancelled', 'succeeded')";

    private final Run run;
    private final Instant now;

    /** @param now when it may go */
    MakeReadyAgain(Run run, Instant now) {
        this.run = run;
        this.now = now;
    }

    /** One that waits for its next attempt need wait no longer; any other is made ready. */
    static Change<Integer> goOn(Run run, Instant now) {
        return run.status() == RunStatus.WAITING ? new MakeDueNow(run, now) : new MakeReadyAgain(run, now);
    }

    @Override
    Integer apply(Statements statements) throws SQLException {
        List<Run> stored = statements.list(
                RunReader.COLUMNS + "WHERE event_id = ? AND id = ?", RunReader::run, run.eventId(), run.id());
        if (stored.isEmpty()) {
            return 0;
        }
        Run again = stored.get(0).asReplay();
        int updated = statements.update(UPDATE, Lane.of(again), now.toEpochMilli(), run.eventId(), run.id());
        if (updated == 1 && again.orderKey() != null) {
            RunOrder.appendAgain(statements, again);
        }
        return updated;
    }

    @Override
    void announce(Consumer<News> listener) {
        if (result() == 1) {
            listener.accept(new News.RunChanged(run.readyAgain(now)));
        }
    }
}
