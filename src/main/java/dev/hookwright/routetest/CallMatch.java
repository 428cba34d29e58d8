package dev.hookwright.routetest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.flow.SentCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** In what a call differs from what is expected of it. Pure. */
final class CallMatch {
    private CallMatch() {}

    /** A line for each difference; empty if the call is as expected. */
    static List<String> differences(Expected.Call expected, SentCall sent) {
        List<String> differences = new ArrayList<>();
        if (expected.body() != null) {
            differences.addAll(body(expected.body(), sent));
        }
        String text =
                sent.body().isTextual() ? sent.body().asText() : sent.body().toString();
        if (expected.contains() != null && !text.contains(expected.contains())) {
            differences.add("the body does not contain \"" + expected.contains() + "\": " + Subset.text(sent.body()));
        }
        expected.headers().forEach((name, value) -> texts("header", name, value, header(sent, name), differences));
        expected.parameters()
                .forEach((name, value) ->
                        texts("parameter", name, value, sent.parameters().get(name), differences));
        return differences;
    }

    /** What is sent is the body or, as far as the body has no such field, the step's parameters. */
    private static List<String> body(JsonNode part, SentCall sent) {
        List<String> differences = Subset.differences(part, sent.body());
        if (differences.isEmpty() || !part.isObject()) {
            return differences;
        }
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : part.properties()) {
            String parameter = sent.parameters().get(field.getKey());
            if (parameter != null) {
                // Parameters are texts, whatever was written.
                boolean same = field.getValue().isValueNode()
                        && field.getValue().asText().equals(parameter);
                whole.set(field.getKey(), same ? field.getValue() : whole.textNode(parameter));
            }
        }
        if (sent.body().isObject()) {
            whole.setAll((ObjectNode) sent.body());
        }
        return whole.isEmpty() ? differences : Subset.differences(part, whole);
    }

    private static @Nullable String header(SentCall sent, String name) {
        return sent.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static void texts(
            String kind, String name, String expected, @Nullable String got, List<String> differences) {
        if (!expected.equals(got)) {
            differences.add(kind + " " + name + ": expected \"" + expected + "\", "
                    + (got == null ? "but it is not there" : "got \"" + got + "\""));
        }
    }
}
