package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Requests that a description of an API allows, nearly allows, or that nobody would think of; the same for one seed. */
final class OddRequests {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int LONG = 3_000;
    private static final List<String> ODD = List.of(
            "",
            " ",
            "0",
            "-1",
            "501",
            "999999999999999999999",
            "1e400",
            "true",
            "null",
            "*",
            "a.*",
            "%",
            "_",
            "'",
            "\\",
            "1h",
            "5m",
            "99999999d",
            "-1h",
            "2026-01-01T00:00:00Z",
            "+1000000000-12-31T23:59:59Z",
            "0000-01-01T00:00:00Z",
            "dead",
            "\u0000",
            "käse\u202e\n",
            "\ud83d\ude00",
            "..",
            "../../etc/passwd",
            "{{x}}",
            "${jndi:ldap://x}",
            "evt_00000000000000000000000000",
            "run_7zzzzzzzzzzzzzzzzzzzzzzzzz",
            "tok_8zzzzzzzzzzzzzzzzzzzzzzzzz",
            "x".repeat(LONG));
    /** Not even JSON, or not an object. */
    private static final List<String> BODIES = List.of(
            "",
            "null",
            "[]",
            "\"x\"",
            "1",
            "{",
            "{}",
            "{} {}",
            "{\"a\":1,\"a\":2}",
            "[".repeat(LONG),
            "{\"filter\":".repeat(LONG),
            "\u0000",
            "{\"x\":\"" + "y".repeat(70_000) + "\"}");

    private final Random random;
    private final JsonNode document;
    /** What there is in the server: ids and names. */
    private final List<String> known;

    OddRequests(long seed, JsonNode document, List<String> known) {
        this.random = new Random(seed);
        this.document = document;
        this.known = known;
    }

    /** The path of an operation with something in the place of its variables, and a query. */
    String path(String template, JsonNode operation) {
        String path = template;
        while (path.contains("{")) {
            String value = text();
            path = path.replaceFirst("\\{\\w+}", value.isEmpty() ? "%20" : encoded(value));
        }
        List<String> query = new ArrayList<>();
        for (JsonNode parameter : operation.path("parameters")) {
            JsonNode described = resolved(parameter);
            if (described.path("in").asText().equals("query") && chance(3)) {
                String value = chance(3) ? word(resolved(described.path("schema"))) : text();
                query.add(described.path("name").asText() + "=" + encoded(value));
            }
        }
        if (chance(15)) {
            query.add(encoded(text()) + "=" + encoded(text()));
        }
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    String body(JsonNode operation) {
        JsonNode schema = operation
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema");
        return schema.isMissingNode() || chance(4)
                ? one(BODIES)
                : value(schema, 4).toString();
    }

    private JsonNode value(JsonNode described, int depth) {
        JsonNode schema = resolved(described);
        if (chance(6) || depth == 0) {
            return anything(depth);
        }
        for (String choice : List.of("oneOf", "anyOf")) {
            if (schema.has(choice)) {
                return value(one(schema.path(choice)), depth - 1);
            }
        }
        JsonNode type = schema.path("type").isArray() ? one(schema.path("type")) : schema.path("type");
        return switch (type.asText()) {
            case "object" -> object(schema, depth);
            case "array" -> JSON.arrayNode().add(value(schema.path("items"), depth - 1));
            case "integer", "number" -> JSON.numberNode(random.nextInt(1_000) - 100);
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "null" -> JSON.nullNode();
            default -> JSON.textNode(word(schema));
        };
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = JSON.objectNode();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            if (!chance(3)) {
                object.set(property.getKey(), value(property.getValue(), depth - 1));
            }
        }
        if (chance(8)) {
            object.set(text(), anything(depth));
        }
        return object;
    }

    private JsonNode anything(int depth) {
        List<Supplier<JsonNode>> kinds = List.of(
                () -> JSON.textNode(text()),
                () -> JSON.nullNode(),
                () -> JSON.numberNode(random.nextLong()),
                () -> JSON.numberNode(random.nextGaussian() * 1e300),
                () -> JSON.booleanNode(random.nextBoolean()),
                () -> depth == 0 ? JSON.arrayNode() : new ArrayNode(JSON).add(anything(depth - 1)),
                () -> depth == 0 ? JSON.objectNode() : JSON.objectNode().set(text(), anything(depth - 1)));
        return kinds.get(random.nextInt(kinds.size())).get();
    }

    /** One that fits, if the schema names any. */
    private String word(JsonNode schema) {
        for (String list : List.of("enum", "examples")) {
            if (schema.path(list).size() > 0) {
                return one(schema.path(list)).asText();
            }
        }
        return text();
    }

    private String text() {
        return chance(2) ? one(known) : one(ODD);
    }

    private JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.isEmpty() ? schema : document.at(reference.substring(1));
    }

    private boolean chance(int in) {
        return random.nextInt(in) == 0;
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private JsonNode one(JsonNode array) {
        return array.path(random.nextInt(array.size()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
