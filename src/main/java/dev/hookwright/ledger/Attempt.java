package dev.hookwright.ledger;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One try of a step.
 *
 * @param stepKey names the step within its run, the same after every restart
 * @param number from 1, over all the times that the run was driven
 * @param stepId what people call the step: the node's id, with loop and split indexes
 * @param connector the Kamelet, or the scheme of what was called
 * @param statusCode the HTTP status or SMTP code that was answered, if there was one
 * @param error why it failed, without secrets
 * @param response an excerpt of what was answered, without secrets
 * @param result what the step gave to the route, encoded: of a success what it left behind, of a failure that will not
 *     mend, or that the route took, what it threw
 * @param request what the route handed to the step, without secrets: a JSON object; null where it was not recorded
 */
public record Attempt(
        UUID runId,
        String stepKey,
        int number,
        String stepId,
        String connector,
        Instant at,
        long durationMillis,
        Outcome outcome,
        @Nullable Integer statusCode,
        @Nullable String error,
        @Nullable String response,
        byte @Nullable [] result,
        @Nullable String request) {

    /** One whose request is not recorded. */
    public Attempt(
            UUID runId,
            String stepKey,
            int number,
            String stepId,
            String connector,
            Instant at,
            long durationMillis,
            Outcome outcome,
            @Nullable Integer statusCode,
            @Nullable String error,
            @Nullable String response,
            byte @Nullable [] result) {
        this(
                runId,
                stepKey,
                number,
                stepId,
                connector,
                at,
                durationMillis,
                outcome,
                statusCode,
                error,
                response,
                result,
                null);
    }

    /** The same with another result. */
    public Attempt withResult(byte @Nullable [] other) {
        return new Attempt(
                runId,
                stepKey,
                number,
                stepId,
                connector,
                at,
                durationMillis,
                outcome,
                statusCode,
                error,
                response,
                other,
                request);
    }

    /** How a try ended. */
    public enum Outcome {
        SUCCEEDED,
        /** It failed in a way that may mend. */
        RETRY,
        /** It failed in a way that will not mend. */
        FAILED,
        /** Nobody knows: its answer never came, so that what was called may have done what it was asked. */
        UNKNOWN;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Outcome ofWord(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
