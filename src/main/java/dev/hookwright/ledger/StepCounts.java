package dev.hookwright.ledger;

import java.util.Map;

/**
 * How often the steps of a route were done and failed for good, in its newest runs.
 *
 * @param runs how many runs were looked at
 */
public record StepCounts(int runs, Map<String, OfStep> bySteps) {
    /**
     * @param done runs in which it was done
     * @param failed tries that failed
     */
    public record OfStep(long done, long failed) {
        public static final OfStep NONE = new OfStep(0, 0);

        OfStep plus(OfStep other) {
            return new OfStep(done + other.done, failed + other.failed);
        }

        OfStep plus(Attempt.Outcome outcome) {
            return outcome == Attempt.Outcome.SUCCEEDED ? new OfStep(done + 1, failed) : new OfStep(done, failed + 1);
        }
    }
}
