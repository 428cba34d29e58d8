package dev.hookwright.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** Moves a bulk replay on by a portion, if it is still where it was. */
final class BeginPortion extends Change<Boolean> {
    private static final String ADVANCE = "UPDATE replay SET reached = ?, taken = taken + ?, skipped = skipped + ?"
            + " WHERE id = ? AND status = 'running' AND reached = ?";
    private static final String CORRECT =
            "UPDATE replay SET matched = taken WHERE id = ? AND matched_all = 0 AND matched < taken";
    private static final String COUNT = "UPDATE replay SET started = started + ? WHERE id = ?";
    private static final String END = "UPDATE replay SET status = 'done', ended_at = ?,"
            + " matched = CASE matched_all WHEN 0 THEN taken ELSE matched END, matched_all = 1 WHERE id = ?";
    private static final String NOTE =
            "INSERT INTO replay_run (replay_id, event_id, run_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";

    private final BulkReplay replay;
    private final ReplayPortion portion;
    private final Instant now;
    private final List<Run> fresh = new ArrayList<>();

    BeginPortion(BulkReplay replay, ReplayPortion portion, Instant now) {
        this.replay = replay;
        this.portion = portion;
        this.now = now;
        for (ReplayPortion.Fresh each : portion.fresh()) {
            fresh.add(Run.ready(Ids.next(now.toEpochMilli()), each.eventId(), each.route(), true, now));
        }
    }

    @Override
    Boolean apply(Statements statements) throws SQLException {
        UUID id = replay.id();
        if (0
                == statements.update(
                        ADVANCE, portion.reached(), portion.events(), portion.skipped(), id, replay.reached())) {
            return false;
        }
        statements.update(CORRECT, id);
        int started = 0;
        for (Run run : fresh) {
            new InsertRun(run).apply(statements);
            started += statements.update(NOTE, id, run.eventId(), run.id());
        }
        for (Run run : portion.again()) {
            if (MakeReadyAgain.goOn(run, now).apply(statements) == 1) {
                started += statements.update(NOTE, id, run.eventId(), run.id());
            }
        }
        statements.update(COUNT, started, id);
        if (portion.last()) {
            statements.update(END, now.toEpochMilli(), id);
        }
        return true;
    }

    @Override
    void announce(Consumer<News> listener) {
        if (result()) {
            fresh.forEach(run -> listener.accept(new News.RunChanged(run)));
            portion.again()
                    .forEach(run -> listener.accept(new News.RunChanged(
                            run.status() == RunStatus.WAITING ? run.dueNow(now) : run.readyAgain(now))));
        }
    }
}
