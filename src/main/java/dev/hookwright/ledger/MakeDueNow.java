package dev.hookwright.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Consumer;

/** Lets a run go at once that has failed and waits for its next attempt; in its lane, and in its turn. */
final class MakeDueNow extends Change<Integer> {
    private static final String UPDATE =
            "UPDATE run SET due_at = ? WHERE event_id = ? AND id = ?" + " AND status = 'waiting' AND error IS NOT NULL";

    private final Run run;
    private final Instant now;

    MakeDueNow(Run run, Instant now) {
        this.run = run;
        this.now = now;
    }

    @Override
    Integer apply(Statements statements) throws SQLException {
        return statements.update(UPDATE, now.toEpochMilli(), run.eventId(), run.id());
    }

    @Override
    void announce(Consumer<News> listener) {
        if (result() == 1) {
            listener.accept(new News.RunChanged(run.dueNow(now)));
        }
    }
}
