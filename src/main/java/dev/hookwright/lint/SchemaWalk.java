package dev.hookwright.lint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.config.NearestName;
import dev.hookwright.config.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Holds a file to the names of Camel's YAML, each unknown one with the nearest that there is. */
final class SchemaWalk {
    private static final Set<String> WAYS = Set.of("oneOf", "anyOf", "allOf");
    private static final Set<String> SCALARS = Set.of("string", "number", "integer", "boolean");

    private final JsonNode items;
    private final JsonNode definitions;
    private final Findings findings;

    SchemaWalk(JsonNode items, Findings findings) {
        this.items = items;
        this.definitions = items.path("definitions");
        this.findings = findings;
    }

    static void check(YamlValue root, Findings findings) {
        JsonNode items = Catalogue.schema();
        SchemaWalk walk = new SchemaWalk(items, findings);
        root.items().forEach(item -> walk.check(item, items, "item of a file of routes"));
    }

    private void check(YamlValue value, JsonNode schema, String holder) {
        JsonNode own = resolved(schema);
        if (value.isSequence()) {
            JsonNode items = own.path("items");
            value.items().forEach(item -> check(item, items, holder.equals("steps") ? "step" : holder));
            return;
        }
        Map<String, JsonNode> known = known(own);
        if (known.isEmpty() || !value.isMapping()) {
            return;
        }
        Set<String> names = known.keySet();
        for (YamlValue.Field field : value.fields()) {
            JsonNode next = known.get(KeyName.of(field.name()));
            if (next == null) {
                findings.error(
                        field.where(),
                        holder.equals("step")
                                ? "there is no step \"" + field.name() + "\""
                                : holder + " knows no \"" + field.name() + "\"",
                        NearestName.of(field.name(), names)
                                .map(near -> "did you mean \"" + near + "\"?")
                                .orElseGet(() -> names.size() > 30
                                        ? "see the list of steps in the README"
                                        : NearestName.remedy(field.name(), names)));
            } else {
                check(field.value(), next, field.name());
            }
        }
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

    JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.isEmpty() ? schema : definitions.path(reference.substring(reference.lastIndexOf('/') + 1));
    }
}
