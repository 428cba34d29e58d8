package dev.hookwright.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks documents against a JSON Schema (draft 2020-12) that keeps to a few keywords; any other one is an error. */
public final class JsonSchemaCheck {
    private static final Set<String> SILENT = Set.of("$schema", "$defs", "title", "description", "then");
    private final JsonNode root;

    public JsonSchemaCheck(JsonNode root) {
        this.root = root;
    }

    /** What is wrong, each with its place; empty if nothing is. */
    public List<String> problems(JsonNode document) {
        List<String> problems = new ArrayList<>();
        check(root, document, "", problems);
        return problems;
    }

    private boolean holds(JsonNode schema, JsonNode value) {
        List<String> problems = new ArrayList<>();
        check(schema, value, "", problems);
        return problems.isEmpty();
    }

    private void check(JsonNode schema, JsonNode value, String at, List<String> problems) {
        for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
            if (!SILENT.contains(keyword.getKey())
                    && !holds(keyword.getKey(), keyword.getValue(), schema, value, at, problems)) {
                problems.add(at + ": " + keyword.getKey() + " " + shortened(keyword.getValue()));
            }
        }
    }

    private boolean holds(
            String keyword, JsonNode wanted, JsonNode schema, JsonNode value, String at, List<String> problems) {
        switch (keyword) {
            case "$ref" -> check(root.at(wanted.asText().substring(1)), value, at, problems);
            case "allOf" -> wanted.forEach(each -> check(each, value, at, problems));
            case "if" -> {
                if (holds(wanted, value)) {
                    check(schema.path("then"), value, at, problems);
                }
            }
            case "properties" ->
                wanted.properties().stream()
                        .filter(property -> value.has(property.getKey()))
                        .forEach(property -> check(
                                property.getValue(),
                                value.get(property.getKey()),
                                at + "/" + property.getKey(),
                                problems));
            case "additionalProperties" ->
                value.properties().stream()
                        .filter(member -> !schema.path("properties").has(member.getKey()))
                        .forEach(member -> {
                            if (wanted.isBoolean()) {
                                problems.add(at + "/" + member.getKey() + ": is not known");
                            } else {
                                check(wanted, member.getValue(), at + "/" + member.getKey(), problems);
                            }
                        });
            case "items" -> {
                for (int i = 0; value.isArray() && i < value.size(); i++) {
                    check(wanted, value.get(i), at + "/" + i, problems);
                }
            }
            case "dependentRequired" ->
                wanted.properties().stream()
                        .filter(member -> value.has(member.getKey()))
                        .filter(member -> !all(member.getValue(), value))
                        .forEach(member -> problems.add(at + ": " + member.getKey() + " is not alone"));
            default -> {
                return isSo(keyword, wanted, value);
            }
        }
        return true;
    }

    private boolean isSo(String keyword, JsonNode wanted, JsonNode value) {
        return switch (keyword) {
            case "type" -> wanted.isArray() ? any(wanted, value) : is(wanted.asText(), value);
            case "required" -> !value.isObject() || all(wanted, value);
            case "enum" -> contains(wanted, value);
            case "const" -> wanted.equals(value);
            case "pattern" ->
                !value.isTextual()
                        || java.util.regex.Pattern.compile(wanted.asText())
                                .matcher(value.asText())
                                .find();
            case "minimum" -> !value.isNumber() || value.asLong() >= wanted.asLong();
            case "maximum" -> !value.isNumber() || value.asLong() <= wanted.asLong();
            case "minLength" -> !value.isTextual() || value.asText().length() >= wanted.asInt();
            case "minItems" -> !value.isArray() || value.size() >= wanted.asInt();
            case "minProperties" -> !value.isObject() || value.size() >= wanted.asInt();
            case "oneOf" -> count(wanted, value) == 1;
            case "anyOf" -> count(wanted, value) > 0;
            default -> throw new IllegalArgumentException("the keyword " + keyword + " is not understood");
        };
    }

    private int count(JsonNode schemas, JsonNode value) {
        int count = 0;
        for (JsonNode schema : schemas) {
            count += holds(schema, value) ? 1 : 0;
        }
        return count;
    }

    private static boolean any(JsonNode types, JsonNode value) {
        boolean any = false;
        for (JsonNode type : types) {
            any |= is(type.asText(), value);
        }
        return any;
    }

    private static boolean is(String type, JsonNode value) {
        return switch (type) {
            case "string" -> value.isTextual();
            case "number" -> value.isNumber();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            default -> throw new IllegalArgumentException("the type " + type + " is not understood");
        };
    }

    private static boolean all(JsonNode names, JsonNode value) {
        boolean all = true;
        for (JsonNode name : names) {
            all &= value.has(name.asText());
        }
        return all;
    }

    private static boolean contains(JsonNode values, JsonNode value) {
        boolean found = false;
        for (JsonNode each : values) {
            found |= each.equals(value);
        }
        return found;
    }

    private static String shortened(JsonNode node) {
        String text = node.toString();
        return text.substring(0, Math.min(text.length(), 100));
    }
}
