package dev.hookwright.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A call that a run made.
 *
 * @param step as people see it, with loop and split indexes
 * @param at when it was first tried
 * @param request what the step was sent the last time; a null node where that was not recorded
 */
public record CallTrace(String step, Instant at, JsonNode request) {
    boolean isRecorded() {
        return request.isObject();
    }
}
