package dev.hookwright.ledger;

import java.sql.SQLException;
import java.util.function.Consumer;

/** Makes a run. */
final class InsertRun extends Change<Run> {
    private static final String RUN = "INSERT INTO run (id, event_id, route, status, lane, attempt, failures, due_at,"
            + " created_at, owner) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";

    private final Run run;

    InsertRun(Run run) {
        this.run = run;
    }

    @Override
    Run apply(Statements statements) throws SQLException {
        Run waiting = run.ownedBy(statements.nobody());
        insert(statements, waiting);
        return waiting;
    }

    @Override
    void announce(Consumer<News> listener) {
        listener.accept(new News.RunChanged(result()));
    }

    static void insert(Statements statements, Run run) throws SQLException {
        statements.update(
                RUN,
                run.id(),
                run.eventId(),
                run.route(),
                run.status().word(),
                run.replay() ? 1 : 0,
                run.attempt(),
                run.failures(),
                run.dueAt().toEpochMilli(),
                run.createdAt().toEpochMilli(),
                run.owner());
    }
}
