package dev.hookwright.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;

/** What a request is answered with. */
record Reply(int status, Map<String, String> headers, String body) {
    static Reply json(int status, String body) {
        return new Reply(status, Map.of("Content-Type", "application/json; charset=utf-8"), body);
    }

    static Reply problem(int status, String message) {
        return json(
                status,
                JsonNodeFactory.instance.objectNode().put("message", message).toString());
    }
}
