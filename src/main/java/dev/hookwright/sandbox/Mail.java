package dev.hookwright.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** A mail that arrived, whole as it was sent. */
public record Mail(Instant at, String from, String to, String subject, String source) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    ObjectNode json() {
        return MAPPER.createObjectNode()
                .put("at", at.toString())
                .put("from", from)
                .put("to", to)
                .put("subject", subject)
                .put("source", source);
    }
}
