package dev.hookwright.flow;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a stand-in answers to a call.
 *
 * @param status from 400 on, the step fails
 * @param body that the route goes on with; null to leave the message as it is
 * @param failure why there is no answer at all; null if there is one
 * @param recorded what such a call gave to the route before, instead of the rest; null where that is not known
 */
public record StandInAnswer(
        int status,
        @Nullable String body,
        Map<String, String> headers,
        @Nullable Failure failure,
        byte @Nullable [] recorded) {
    public static final StandInAnswer DONE = new StandInAnswer(200, null, Map.of(), null);

    public StandInAnswer(int status, @Nullable String body, Map<String, String> headers, @Nullable Failure failure) {
        this(status, body, headers, failure, null);
    }

    /** What a call gave before. */
    public static StandInAnswer again(byte[] recorded) {
        return new StandInAnswer(200, null, Map.of(), null, recorded);
    }

    /** How a call fails without an answer. */
    public enum Failure {
        TIMEOUT,
        REFUSED,
        RESET
    }
}
