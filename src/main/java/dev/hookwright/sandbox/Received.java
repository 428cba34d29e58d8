package dev.hookwright.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * A request as it came in, without credentials, and what it was answered with.
 *
 * @param query with its question mark, empty if there is none
 */
public record Received(
        long number,
        Instant at,
        String vendor,
        String method,
        String path,
        String query,
        Map<String, String> headers,
        String body,
        int status) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LONGEST_BODY = 1 << 20;
    private static final int LONGEST_SUMMARY = 120;

    static Received of(long number, Instant at, Call call, int status) {
        String text = Masking.body(call, new String(call.body(), StandardCharsets.UTF_8));
        return new Received(
                number,
                at,
                call.vendor(),
                call.method(),
                Masking.path(call),
                call.query().isEmpty() ? "" : "?" + Masking.query(call.query()),
                Masking.headers(call.headers()),
                text.length() > LONGEST_BODY ? text.substring(0, LONGEST_BODY) : text,
                status);
    }

    /** The beginning of the body, in one line. */
    String summary() {
        String line = OneLine.of(body).replaceAll(" {2,}", " ");
        return line.length() > LONGEST_SUMMARY ? line.substring(0, LONGEST_SUMMARY) + "..." : line;
    }

    ObjectNode json() {
        ObjectNode json = MAPPER.createObjectNode()
                .put("number", number)
                .put("at", at.toString())
                .put("vendor", vendor)
                .put("method", method)
                .put("path", path + query)
                .put("status", status);
        ObjectNode names = json.putObject("headers");
        headers.forEach(names::put);
        return json.put("body", body);
    }
}
