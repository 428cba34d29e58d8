package dev.hookwright.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.TestServer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Puts texts of the kind that breaks URLs, expressions, quoting and markup in the place of each text that is sent. */
final class AwkwardValues {
    static final String SECRET = "s+e/c=r&t%20%zz#?\"'`\\$ ü {x} ${body} RAW(y) RAW{z} ()[]<>@:;,!*^|~ end)";

    private static final String LINE =
            "a \"b\" 'c' \\ {{x}} ${body} #{y} RAW(z) )}% %41 &k=v + ; # / ../../d ?q=1 <i>*|M|* é 😀 =1+1 end";
    private static final String LINES =
            "one\r\nBcc: leak@example.com\r\n\r\n.\r\n\ttwo\u0001 \u2028 {{x}} \"\\\" three\n";
    private static final String LONG = "x\"\\😀 ".repeat(2_000);

    private final ConnectorServer server;
    private final ConnectorTable table;
    private final JsonNode request;

    AwkwardValues(ConnectorServer server, ConnectorTable table) {
        this.server = server;
        this.table = table;
        this.request = table.requests().get(0);
    }

    /** Each value by itself first; those that the connector takes then together, with line ends and very long. */
    void check() {
        JsonNode body = request.path("body");
        List<Target.Call> usual = drive(body);
        assertThat(usual).hasSameSizeAs(ConnectorTable.calls(request));
        List<JsonPointer> taken = new ArrayList<>();
        for (JsonPointer at : values(body, JsonPointer.empty())) {
            String value = body.at(at).asText();
            if (usual.stream().anyMatch(call -> segments(call).contains(value))) {
                checkDots(with(body, List.of(at), ".."));
            } else if (body.at(at).isNumber()) {
                continue;
            }
            List<Target.Call> calls = drive(with(body, List.of(at), LINE));
            if (!calls.isEmpty()) {
                checkShape(usual, calls);
                if (holds(usual, value)) {
                    assertThat(holds(calls, LINE)).as(at + " in " + calls).isTrue();
                }
                taken.add(at);
            }
        }
        for (String value : List.of(LINES, LONG)) {
            List<Target.Call> calls = drive(with(body, taken, value));
            if (!calls.isEmpty()) {
                checkShape(usual, calls);
            }
        }
    }

    /** No encoding keeps them from being read as a way up. */
    private void checkDots(JsonNode body) {
        for (Target.Call call : drive(body)) {
            assertThat(segments(call)).doesNotContain("..");
        }
    }

    /** The calls; none if the connector refuses the body, in words and before it changes anything. */
    private List<Target.Call> drive(JsonNode body) {
        List<JsonNode> answers = ConnectorTable.calls(request);
        ConnectorServer.Driven driven = server.drive(table, body, answers);
        if (driven.status().equals("dead")) {
            assertThat(driven.calls()).hasSizeLessThan(answers.size());
            assertThat(driven.error()).contains(": ").doesNotContain("Exception");
            return List.of();
        }
        assertThat(driven.status()).as(driven.error()).isEqualTo("succeeded");
        return driven.calls();
    }

    /** A value changes no more than values: not where the call goes, nor which parameters and headers it has. */
    private static void checkShape(List<Target.Call> usual, List<Target.Call> calls) {
        assertThat(calls.stream().map(AwkwardValues::shape).toList())
                .isEqualTo(usual.stream().map(AwkwardValues::shape).toList());
    }

    private static String shape(Target.Call call) {
        return call.method() + " " + call.path().replaceAll("[^/]+", "x")
                + OpenApiDescription.form(call.query()).keySet()
                + call.headers().keySet();
    }

    /** As it is, or as HTML or JSON has it. */
    private static boolean holds(List<Target.Call> calls, String value) {
        String escaped = html(value);
        String json = TextNode.valueOf(value).toString();
        String quoted = json.substring(1, json.length() - 1);
        return calls.stream()
                .flatMap(call -> sent(call).stream())
                .anyMatch(sent -> sent.contains(value)
                        || sent.contains(escaped)
                        || sent.contains(quoted)
                        || html(sent).contains(escaped));
    }

    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** All texts that a call holds, as the vendor reads them. */
    private static List<String> sent(Target.Call call) {
        List<String> sent =
                new ArrayList<>(OpenApiDescription.form(call.query()).values());
        sent.addAll(segments(call));
        String type = call.headers().getOrDefault("content-type", "");
        if (type.contains("json")) {
            JsonNode body = TestServer.json(call.body());
            values(body, JsonPointer.empty())
                    .forEach(value -> sent.add(body.at(value).asText()));
        } else if (type.contains("form-urlencoded")) {
            sent.addAll(OpenApiDescription.form(call.body()).values());
        } else {
            sent.add(call.body());
        }
        return sent;
    }

    private static List<String> segments(Target.Call call) {
        return Arrays.stream(call.path().split("/"))
                .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
    }

    /** Where texts and numbers stand. */
    private static List<JsonPointer> values(JsonNode node, JsonPointer at) {
        List<JsonPointer> values = new ArrayList<>();
        if (node.isTextual() || node.isNumber()) {
            values.add(at);
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            values.addAll(values(field.getValue(), at.appendProperty(field.getKey())));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            values.addAll(values(node.path(i), at.appendIndex(i)));
        }
        return values;
    }

    private static JsonNode with(JsonNode body, List<JsonPointer> texts, String value) {
        JsonNode changed = body.deepCopy();
        for (JsonPointer text : texts) {
            JsonNode parent = changed.at(text.head());
            if (parent instanceof ArrayNode array) {
                array.set(text.last().getMatchingIndex(), TextNode.valueOf(value));
            } else {
                ((ObjectNode) parent).put(text.last().getMatchingProperty(), value);
            }
        }
        return changed;
    }
}
