package dev.hookwright.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A request's body as a look-alike reads it, always as JSON: a form is an object, plain text a string. */
final class CallBody {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private CallBody() {}

    /** @throws UnusableRequest if it says that it is JSON, and is not */
    static String of(Call call) {
        String type = call.headers().getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
        String text = new String(call.body(), StandardCharsets.UTF_8);
        if (text.isEmpty()) {
            return "";
        }
        if (type.startsWith("application/x-www-form-urlencoded")) {
            ObjectNode fields = MAPPER.createObjectNode();
            form(text).forEach(fields::put);
            return fields.toString();
        }
        try {
            JsonNode json = MAPPER.readTree(text);
            return json.isMissingNode() ? "" : json.toString();
        } catch (JsonProcessingException e) {
            if (type.contains("json")) {
                throw new UnusableRequest("the body is not JSON");
            }
            return TextNode.valueOf(text).toString();
        }
    }

    /** Of a name that stands several times the values with commas between. */
    static Map<String, String> form(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : text.split("&")) {
            if (!pair.isEmpty()) {
                String[] sides = pair.split("=", 2);
                fields.merge(decoded(sides[0]), sides.length == 2 ? decoded(sides[1]) : "", (a, b) -> a + "," + b);
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
