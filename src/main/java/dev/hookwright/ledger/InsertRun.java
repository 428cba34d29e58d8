package dev.hookwright.ledger;

import java.sql.SQLException;

/** Makes a run. */
final class InsertRun extends Change<Run> {
    private static final String RUN = "INSERT INTO run (id, event_id, route, status, lane, attempt, failures, due_at,"
            + " created_at, owner, order_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String BEFORE =
            RunReader.COLUMNS + "WHERE event_id = ? AND route = ? ORDER BY id DESC LIMIT 1";

    private final Run run;

    InsertRun(Run run) {
        this.run = run;
    }

    /** As the run of the event's that went through the route before, if there is one: with its body, and in its order. */
    @Override
    Run apply(Statements statements) throws SQLException {
        var before = statements.list(BEFORE, RunReader::run, run.eventId(), run.route()).stream()
                .filter(other -> !other.id().equals(run.id()))
                .findFirst();
        Run waiting = run.ownedBy(statements.nobody())
                .orderedBy(before.map(Run::orderKey).orElse(null));
        if (insert(statements, waiting)) {
            if (waiting.orderKey() != null) {
                RunOrder.append(statements, waiting);
            }
            if (before.isPresent()) {
                LaterRuns.copy(statements, before.get(), waiting);
            }
        }
        return waiting;
    }

    /** False if it was there. */
    static boolean insert(Statements statements, Run run) throws SQLException {
        return 1
                == statements.update(
                        RUN,
                        run.id(),
                        run.eventId(),
                        run.route(),
                        run.status().word(),
                        Lane.of(run),
                        run.attempt(),
                        run.failures(),
                        run.dueAt().toEpochMilli(),
                        run.createdAt().toEpochMilli(),
                        run.owner(),
                        run.orderKey());
    }
}
