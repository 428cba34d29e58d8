package dev.hookwright.lint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.config.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Holds a file to the names and forms of Camel's YAML; what is strange, {@link Misplaced} explains. */
final class SchemaWalk {
    private static final Set<String> WAYS = Set.of("oneOf", "anyOf", "allOf");
    private static final Set<String> SCALARS = Set.of("string", "number", "integer", "boolean");

    private final JsonNode items;
    private final JsonNode definitions;
    private final Misplaced misplaced;
    private final Findings findings;
    private final Incomplete incomplete;

    SchemaWalk(JsonNode items, Findings findings) {
        this.items = items;
        this.definitions = items.path("definitions");
        this.findings = findings;
        this.incomplete = new Incomplete(findings);
        this.misplaced = new Misplaced(names(
                definitions.path("org.apache.camel.model.ProcessorDefinition").path("properties")));
    }

    static void check(YamlValue root, Findings findings) {
        JsonNode items = Catalogue.schema();
        SchemaWalk walk = new SchemaWalk(items, findings);
        root.items().forEach(item -> walk.check(item, items, "item of a file of routes"));
    }

    private void check(YamlValue value, JsonNode schema, String holder) {
        JsonNode own = resolved(schema);
        if (own.path("type").asText().equals("array")) {
            checkList(value, own.path("items"), holder);
            return;
        }
        if (incomplete.isWrong(value, own, scalars(own), holder)) {
            return;
        }
        if (value.isSequence()) {
            value.items().forEach(item -> check(item, own.path("items"), holder));
            return;
        }
        Map<String, JsonNode> known = known(own);
        if (known.isEmpty()) {
            return;
        }
        if (!value.isMapping()) {
            if (!takesText(own)) {
                findings.error(
                        value.where(),
                        misplaced.isExpression(known.keySet())
                                ? holder + " does not say in which language"
                                : holder + " is no text",
                        misplaced.insteadOfText(holder, value, known.keySet()));
            }
            return;
        }
        boolean isStrange = false;
        for (YamlValue.Field field : value.fields()) {
            JsonNode next = known.get(KeyName.of(field.name()));
            if (next == null) {
                isStrange = true;
                findings.error(
                        field.where(),
                        holder.equals("step")
                                ? "there is no step \"" + field.name() + "\""
                                : holder + " knows no \"" + field.name() + "\"",
                        misplaced.remedy(holder, field, known.keySet(), neighbour(value, field, known)));
            } else if (!(holder.equals("step")
                    && field.value().isNull()
                    && value.fields().size() > 1)) {
                // What a step with nothing under it should be told often stands beside it.
                check(field.value(), next, holder(KeyName.of(field.name())));
            }
        }
        if (!isStrange) {
            incomplete.check(value, own, known, holder);
        }
    }

    /** Camel has a step of the name by which an item of steps goes here. */
    private static String holder(String key) {
        return key.equals("step") ? "step:" : key;
    }

    private void checkList(YamlValue value, JsonNode items, String holder) {
        if (value.isSequence()) {
            value.items().forEach(item -> check(item, items, holder.equals("steps") ? "step" : holder));
        } else if (value.isMapping() || holder.equals("steps") || holder.equals("when")) {
            findings.error(
                    value.where(),
                    value.isNull() ? holder + " is empty" : holder + " is a list",
                    value.isNull() ? "put a step under it, or remove it" : "begin each item with a dash: - ...");
        }
    }

    /** Of the keys beside an unknown one, the one that it belongs under; empty if to none. */
    private String neighbour(YamlValue value, YamlValue.Field strange, Map<String, JsonNode> known) {
        for (YamlValue.Field field : value.fields()) {
            JsonNode schema = known.get(KeyName.of(field.name()));
            if (schema != null) {
                Map<String, JsonNode> inside = new TreeMap<>();
                collect(resolved(schema), inside, 0);
                if (inside.containsKey(KeyName.of(strange.name()))) {
                    return field.name();
                }
            }
        }
        return "";
    }

    /** What an item of a file may be. */
    JsonNode items() {
        return items;
    }

    /** The names that a mapping may have, in whichever of the ways that the schema offers. */
    Map<String, JsonNode> known(JsonNode schema) {
        Map<String, JsonNode> known = new TreeMap<>();
        collect(schema, known, 0);
        return known;
    }

    /** What a single value may be, in whichever way. */
    List<JsonNode> scalars(JsonNode schema) {
        JsonNode own = resolved(schema);
        List<JsonNode> scalars = new ArrayList<>();
        if (SCALARS.contains(own.path("type").asText())) {
            scalars.add(own);
        }
        for (String way : WAYS) {
            own.path(way).forEach(option -> scalars.addAll(scalars(option)));
        }
        return scalars;
    }

    private void collect(JsonNode schema, Map<String, JsonNode> known, int depth) {
        JsonNode own = resolved(schema);
        own.path("properties").properties().forEach(entry -> {
            if (!entry.getValue().isEmpty() || !known.containsKey(entry.getKey())) {
                known.put(entry.getKey(), entry.getValue());
            }
        });
        if (depth < 5) {
            for (String way : WAYS) {
                own.path(way).forEach(option -> collect(option, known, depth + 1));
            }
        }
    }

    private static boolean takesText(JsonNode schema) {
        for (String way : Set.of("oneOf", "anyOf")) {
            for (JsonNode option : schema.path(way)) {
                if (option.path("type").asText().equals("string")) {
                    return true;
                }
            }
        }
        return !schema.path("type").asText().equals("object");
    }

    private static Set<String> names(JsonNode properties) {
        Set<String> names = new TreeSet<>();
        properties.fieldNames().forEachRemaining(names::add);
        return names;
    }

    JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.isEmpty() ? schema : definitions.path(reference.substring(reference.lastIndexOf('/') + 1));
    }
}
