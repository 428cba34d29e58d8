package dev.hookwright.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/** Where what a step would be sent differs from what it was sent. */
final class RequestDiff {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int LONGEST = 80;
    private static final int AROUND = 20;

    private final Alike alike;

    RequestDiff(Alike alike) {
        this.alike = alike;
    }

    List<Difference> between(CallTrace before, CallTrace now) {
        List<Difference> differences = new ArrayList<>();
        JsonNode was = before.request();
        JsonNode is = now.request();
        for (String part : List.of("to", "method", "path", "query")) {
            add(differences, before, part, JsonDiff.between(was.path(part), is.path(part), same(before, true)));
        }
        for (String part : List.of("parameters", "headers")) {
            fields(differences, before, part, was.path(part), is.path(part));
        }
        bodies(differences, before, was, is);
        return differences;
    }

    private BiPredicate<JsonNode, JsonNode> same(CallTrace before, boolean setting) {
        return (one, other) -> alike.test(one, other, before.at(), setting);
    }

    private void fields(List<Difference> differences, CallTrace before, String part, JsonNode was, JsonNode is) {
        TreeSet<String> names = new TreeSet<>();
        was.fieldNames().forEachRemaining(names::add);
        is.fieldNames().forEachRemaining(names::add);
        String word = part.substring(0, part.length() - 1);
        for (String name : names) {
            add(
                    differences,
                    before,
                    word + " " + name,
                    JsonDiff.between(was.path(name), is.path(name), same(before, part.equals("parameters"))));
        }
    }

    private void bodies(List<Difference> differences, CallTrace before, JsonNode was, JsonNode is) {
        if (was.has("bodyCut") || is.has("bodyCut")) {
            String one = was.path("body").asText();
            String other = is.path("body").asText();
            int length = Math.min(one.length(), other.length());
            boolean bothCut = was.has("bodyCut") && is.has("bodyCut");
            if (!bothCut || !one.substring(0, length).equals(other.substring(0, length))) {
                add(differences, before, "body", List.of(new JsonDiff.Change("$", was.path("body"), is.path("body"))));
            }
            return;
        }
        for (JsonDiff.Change change :
                JsonDiff.between(read(was.path("body")), read(is.path("body")), same(before, false))) {
            boolean whole = change.path().equals("$");
            add(differences, before, whole ? "body" : "body " + change.path(), List.of(change));
        }
    }

    /** JSON as what it is, all else as text. */
    private static JsonNode read(JsonNode body) {
        String text = body.asText().strip();
        if (body.isMissingNode() || !(text.startsWith("{") || text.startsWith("["))) {
            return body;
        }
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return body;
        }
    }

    private static void add(List<Difference> differences, CallTrace call, String place, List<JsonDiff.Change> changes) {
        for (JsonDiff.Change change : changes) {
            JsonNode before = change.before();
            JsonNode now = change.now();
            if (before.isTextual() && now.isTextual()) {
                int from = firstDifference(before.textValue(), now.textValue());
                before = around(before.textValue(), from);
                now = around(now.textValue(), from);
            }
            differences.add(new Difference(Difference.Kind.CHANGED, call.step(), place, text(before), text(now)));
        }
    }

    private static int firstDifference(String one, String other) {
        int at = 0;
        while (at < one.length() && at < other.length() && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return at;
    }

    /** Of long texts what is about the first difference. */
    private static JsonNode around(String text, int from) {
        int begin = text.length() <= LONGEST ? 0 : Math.max(0, from - AROUND);
        return TextNode.valueOf((begin > 0 ? "…" : "") + text.substring(begin));
    }

    private static String text(JsonNode value) {
        String text = value.isNumber() ? Alike.plain(value) : value instanceof MissingNode ? "" : value.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
