package dev.hookwright.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A description's schemas as JSON Schema 2020-12. They are closed, at every depth: a field that is not described is a
 * misspelt one, as far as a test can tell.
 */
final class DescribedSchemas {
    private static final String ADDRESS = "urn:description";
    private static final List<String> PARTS = List.of("allOf", "anyOf", "oneOf");

    private static final Set<String> OTHERS =
            Set.of("example", "examples", "discriminator", "pattern", "responses", "description");

    private final JsonNode document;
    private final JsonSchemaFactory factory;
    private final Map<String, JsonSchema> schemas = new HashMap<>();

    DescribedSchemas(JsonNode document) {
        this.document = document;
        String plain = plain(document, false).toString();
        this.factory = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(ADDRESS, plain))));
    }

    /** @param pointer where the schema stands in the description */
    Set<String> check(String pointer, JsonNode value) {
        return schema(pointer).validate(value).stream()
                .map(ValidationMessage::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private JsonSchema schema(String pointer) {
        return schemas.computeIfAbsent(pointer, key -> factory.getSchema(SchemaLocation.of(ADDRESS + "#" + key)));
    }

    /** Whether a path, a query or a form may say so; these have no types but what can be read from the text. */
    List<String> checkText(JsonNode described, String value) {
        JsonNode schema = resolved(described);
        String type = schema.path("type").asText();
        boolean fits = switch (type) {
            case "integer" -> value.matches("-?[0-9]+");
            case "number" -> value.matches("-?[0-9]+([.][0-9]+)?");
            case "boolean" -> value.matches("true|false");
            default -> true;
        };
        if (!fits) {
            return List.of("\"" + value + "\" is no " + type);
        }
        for (JsonNode choice : schema.path("enum")) {
            if (choice.asText().equals(value)) {
                return List.of();
            }
        }
        return schema.has("enum") ? List.of("\"" + value + "\" is none of " + schema.path("enum")) : List.of();
    }

    JsonNode resolved(JsonNode node) {
        JsonNode found = node;
        for (int depth = 0; found.has("$ref") && depth < 20; depth++) {
            found = document.at(found.path("$ref").asText().substring(1));
        }
        return found;
    }

    static String pointer(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** @param names whether the object's fields are named by the description's author, as properties are */
    private JsonNode plain(JsonNode node, boolean names) {
        if (node.isArray()) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> items.add(plain(item, false)));
            return items;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode plain = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (names) {
                plain.set(name, closed(value));
            } else if (name.equals("items") || name.equals("schema")) {
                plain.set(name, closed(value));
            } else if (!isDialect(name, value)) {
                plain.set(name, plain(value, name.equals("properties")));
            }
        }
        return names ? plain : nullable(node, plain);
    }

    /** What is not JSON Schema, is of no use here or, as the closing of one part of an allOf, cannot be met. */
    private static boolean isDialect(String name, JsonNode value) {
        return name.equals("additionalProperties") && value.isBoolean() && !value.asBoolean()
                || name.equals("required") && !value.isArray()
                || name.startsWith("exclusive") && value.isBoolean()
                || name.startsWith("x-")
                || OTHERS.contains(name);
    }

    private static JsonNode nullable(JsonNode node, ObjectNode plain) {
        if (!node.path("nullable").asBoolean() && !node.path("x-nullable").asBoolean()) {
            return plain;
        }
        ObjectNode either = JsonNodeFactory.instance.objectNode();
        either.putArray("anyOf").add(plain).addObject().put("type", "null");
        return either;
    }

    private JsonNode closed(JsonNode schema) {
        JsonNode plain = plain(schema, false);
        if (!schema.isObject() || !namesProperties(schema, 0) || isOpen(schema, 0)) {
            return plain;
        }
        ObjectNode closed = JsonNodeFactory.instance.objectNode();
        closed.putArray("allOf").add(plain);
        return closed.put("unevaluatedProperties", false);
    }

    private boolean namesProperties(JsonNode schema, int depth) {
        JsonNode found = resolved(schema);
        return depth < 8
                && (!found.path("properties").isEmpty()
                        || PARTS.stream().anyMatch(part -> anyOf(found.path(part), depth, true)));
    }

    /** Whether it takes any field, by a word or by naming none. */
    private boolean isOpen(JsonNode schema, int depth) {
        JsonNode found = resolved(schema);
        JsonNode more = found.path("additionalProperties");
        boolean namesNone = found.path("type").asText().equals("object")
                && found.path("properties").isEmpty()
                && PARTS.stream().noneMatch(found::has);
        return depth < 8
                && (more.isObject()
                        || more.asBoolean()
                        || namesNone
                        || PARTS.stream().anyMatch(part -> anyOf(found.path(part), depth, false)));
    }

    private boolean anyOf(JsonNode parts, int depth, boolean named) {
        for (JsonNode part : parts) {
            if (named ? namesProperties(part, depth + 1) : isOpen(part, depth + 1)) {
                return true;
            }
        }
        return false;
    }
}
