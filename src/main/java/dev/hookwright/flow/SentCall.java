package dev.hookwright.flow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;

/**
 * What a route hands to a step.
 *
 * @param runId of the run that makes the call
 * @param step the node's id
 * @param label the same with loop and split indexes, as people see it
 * @param body as JSON if it is, else its text
 * @param headers of the message, Camel's own left out
 * @param parameters of the step, settings filled in; secrets masked
 * @param idempotencyKey the step's, the same each time that the call is repeated
 */
public record SentCall(
        UUID runId,
        String route,
        String step,
        String label,
        String connector,
        JsonNode body,
        Map<String, String> headers,
        Map<String, String> parameters,
        String idempotencyKey) {}
