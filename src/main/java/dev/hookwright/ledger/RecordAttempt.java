package dev.hookwright.ledger;

import java.sql.SQLException;
import java.util.function.Consumer;

/**
 * Records a try of a step, for the owner of its run only. Whoever takes over from a node ends its name first, so a
 * transaction that goes by the name knows that the run is still the owner's.
 */
final class RecordAttempt extends Change<Integer> {
    private static final String ATTEMPT = "INSERT INTO attempt (run_id, step_key, number, step_id, connector, at,"
            + " duration_ms, outcome, status_code, error, response, result, request)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT DO NOTHING";
    private static final String RESULT =
            "UPDATE attempt SET result = ? WHERE run_id = ? AND step_key = ? AND number = ?";

    private final Run run;
    private final Attempt attempt;

    RecordAttempt(Run run, Attempt attempt) {
        this.run = run;
        this.attempt = attempt;
    }

    @Override
    Integer apply(Statements statements) throws SQLException {
        if (!statements.node().equals(run.owner())) {
            return 0;
        }
        int recorded = statements.update(
                ATTEMPT,
                attempt.runId(),
                attempt.stepKey(),
                attempt.number(),
                attempt.stepId(),
                attempt.connector(),
                attempt.at().toEpochMilli(),
                attempt.durationMillis(),
                attempt.outcome().word(),
                attempt.statusCode(),
                attempt.error(),
                attempt.response(),
                attempt.result(),
                attempt.request());
        if (recorded == 0) {
            statements.update(RESULT, attempt.result(), attempt.runId(), attempt.stepKey(), attempt.number());
        }
        return recorded;
    }

    @Override
    void announce(Consumer<News> listener) {
        if (result() == 1) {
            listener.accept(new News.StepTried(run.eventId(), run.route(), attempt));
        }
    }
}
