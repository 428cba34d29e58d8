package dev.hookwright.flow;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a stand-in answers to a call.
 *
 * @param status from 400 on, the step fails
 * @param body that the route goes on with; null to leave the message as it is
 * @param failure why there is no answer at all; null if there is one
 */
public record StandInAnswer(
        int status,
        @Nullable String body,
        Map<String, String> headers,
        @Nullable Failure failure) {
    public static final StandInAnswer DONE = new StandInAnswer(200, null, Map.of(), null);

    /** How a call fails without an answer. */
    public enum Failure {
        TIMEOUT,
        REFUSED,
        RESET
    }
}
