package dev.hookwright.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;

/**
 * What a step gave to its route: the message it left behind and the variables it set. Recorded as JSON, so that it can
 * stand in when the run is driven again. What is the same as before the step is left out.
 */
final class StepResult {
    static final int LARGEST = 1 << 20;

    private static final ObjectMapper MAPPER = ExactNumbers.RECORDS;

    private StepResult() {}

    /** @throws UnrecordableResult if it is too large to be kept, or of a kind that cannot be */
    static byte[] capture(Exchange exchange, MessageSnapshot before) {
        byte[] bytes;
        try {
            bytes = write(exchange, before);
        } catch (JsonProcessingException | RuntimeException e) {
            throw new UnrecordableResult(e);
        }
        if (bytes.length > LARGEST) {
            throw new UnrecordableResult(bytes.length);
        }
        return bytes;
    }

    private static byte[] write(Exchange exchange, MessageSnapshot before) throws JsonProcessingException {
        ObjectNode result = MAPPER.createObjectNode();
        Object body = exchange.getMessage().getBody();
        if (body != before.body()) {
            result.set("body", TypedValue.write(exchange, body));
        }
        Map<String, Object> headers = exchange.getMessage().getHeaders();
        if (!headers.equals(before.headers())) {
            ObjectNode fields = result.putObject("headers");
            ArrayNode kept = result.putArray("kept");
            headers.forEach((name, value) -> {
                putIfWritable(exchange, fields, name, value);
                // What cannot be written, but was there before the step, is there again.
                if (!isWritable(value) && Objects.equals(before.headers().get(name), value)) {
                    kept.add(name);
                }
            });
        }
        ObjectNode variables = MAPPER.createObjectNode();
        exchange.getVariables().forEach((name, value) -> {
            if (!name.equals(EventVariable.NAME)
                    && !Objects.equals(before.variables().get(name), value)) {
                putIfWritable(exchange, variables, name, value);
            }
        });
        if (!variables.isEmpty()) {
            result.set("variables", variables);
        }
        return MAPPER.writeValueAsBytes(result);
    }

    /** Puts a recorded result in the place of the call. */
    static void restore(byte[] recorded, Exchange exchange) {
        JsonNode result;
        try {
            result = MAPPER.readTree(recorded);
        } catch (IOException e) {
            throw new IllegalStateException("a recorded step result is not readable", e);
        }
        if (result.has("body")) {
            exchange.getMessage().setBody(TypedValue.read(result.get("body")));
        }
        if (result.has("headers")) {
            Map<String, Object> headers = new HashMap<>();
            result.get("headers")
                    .properties()
                    .forEach(field -> headers.put(field.getKey(), TypedValue.read(field.getValue())));
            Set<String> kept = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            result.path("kept").forEach(name -> kept.add(name.textValue()));
            exchange.getMessage().getHeaders().keySet().removeIf(name -> !kept.contains(name));
            headers.forEach(exchange.getMessage()::setHeader);
        }
        if (result.has("charset")) {
            // Of a release that left the answer in its encoding.
            Object before = AnswerEncoding.noted(exchange);
            exchange.setProperty(
                    ExchangePropertyKey.CHARSET_NAME, result.get("charset").asText());
            AnswerEncoding.end(exchange, before);
        }
        if (result.has("variables")) {
            result.get("variables")
                    .properties()
                    .forEach(field -> exchange.setVariable(field.getKey(), TypedValue.read(field.getValue())));
        }
    }

    private static void putIfWritable(Exchange exchange, ObjectNode fields, String name, @Nullable Object value) {
        if (isWritable(value)) {
            fields.set(name, TypedValue.write(exchange, value));
        }
    }

    private static boolean isWritable(@Nullable Object value) {
        return value == null
                || value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || TypedValue.isTime(value)
                || value instanceof byte[]
                || value instanceof StreamCache
                || value instanceof JsonNode
                || value instanceof Map
                || value instanceof List;
    }
}
