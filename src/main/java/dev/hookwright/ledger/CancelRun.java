package dev.hookwright.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Ends a run by hand, and leaves a note for whoever is at work on it. False if it has ended before. */
final class CancelRun extends Change<Boolean> {
    /** One in order stays its owner's, who may be at work on it: until that lets it go, its followers wait. */
    private static final String CANCEL = "UPDATE run SET status = 'cancelled', ended_at = ?,"
            + " owner = CASE WHEN order_key IS NULL THEN ? ELSE owner END"
            + " WHERE event_id = ? AND id = ? AND status IN ('ready', 'running', 'waiting')";

    private static final String NOTE = "INSERT INTO cancelled_run (run_id, at) VALUES (?, ?) ON CONFLICT DO NOTHING";
    private static final String NOTE_AGAIN = "UPDATE cancelled_run SET at = ? WHERE run_id = ?";
    private static final String FORGET = "DELETE FROM cancelled_run WHERE at < ?";

    private final Run run;
    private final Instant now;
    private final Duration known;

    /** @param known how long such notes are kept */
    CancelRun(Run run, Instant now, Duration known) {
        this.run = run;
        this.now = now;
        this.known = known;
    }

    @Override
    Boolean apply(Statements statements) throws SQLException {
        long at = now.toEpochMilli();
        if (0 == statements.update(CANCEL, at, statements.nobody(), run.eventId(), run.id())) {
            return false;
        }
        if (0 == statements.update(NOTE, run.id(), at)) {
            statements.update(NOTE_AGAIN, at, run.id());
        }
        statements.update(FORGET, now.minus(known).toEpochMilli());
        return true;
    }

    @Override
    void announce(Consumer<News> listener) {
        if (result()) {
            listener.accept(new News.RunChanged(run.cancelled(now)));
        }
    }
}
