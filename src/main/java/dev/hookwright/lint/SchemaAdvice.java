package dev.hookwright.lint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.config.NearestName;
import dev.hookwright.config.Problem;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Workspace;
import dev.hookwright.config.YamlValue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Camel loads more than its own schema allows; whoever goes by the schema, as editors do, would mark that. */
public final class SchemaAdvice {
    private final SchemaWalk walk;
    private final Problems problems;
    private final Set<String> saidOf = new HashSet<>();

    private SchemaAdvice(Problems problems) {
        this.walk = new SchemaWalk(Catalogue.schema(), new Findings(new Problems()));
        this.problems = problems;
        problems.all().stream().map(Problem::where).forEach(saidOf::add);
        problems.warnings().stream().map(Problem::where).forEach(saidOf::add);
    }

    /** Warns of the routes and connectors of a workspace, but not where something is said already. */
    public static void check(Workspace workspace, Problems problems) {
        SchemaAdvice advice = new SchemaAdvice(problems);
        for (YamlValue root : RouteLint.readable(workspace)) {
            root.items().forEach(item -> advice.check(item, advice.walk.items(), "this"));
        }
    }

    private void check(YamlValue value, JsonNode schema, String name) {
        if (value.isScalar()) {
            checkScalar(value, walk.scalars(schema), name);
        } else if (value.isSequence()) {
            JsonNode items = walk.resolved(schema).path("items");
            value.items().forEach(item -> check(item, items, name));
        }
        for (YamlValue.Field field : value.fields()) {
            String plain = KeyName.of(field.name());
            JsonNode next = walk.known(schema).get(plain);
            if (next == null) {
                continue;
            }
            if (!plain.equals(field.name())) {
                warn(field.where(), "Camel's schema knows no \"" + field.name() + "\"", "write " + plain);
            }
            check(field.value(), next, plain);
        }
    }

    private void checkScalar(YamlValue value, List<JsonNode> allowed, String name) {
        String text = value.text();
        boolean isFilledIn = text.contains("{{") || text.contains("${");
        if (allowed.isEmpty() || value.isNull() || isFilledIn) {
            return;
        }
        Set<String> types = new TreeSet<>();
        Set<String> choices = new TreeSet<>();
        for (JsonNode way : allowed) {
            types.add(way.path("type").asText().replace("integer", "number"));
            way.path("enum").forEach(choice -> choices.add(choice.asText()));
        }
        String type = typeOf(value);
        if (!types.contains(type)) {
            String remedy = types.contains("string")
                    ? "write " + name + ": \"" + text + "\""
                    : typeOf(text).equals("string")
                            ? "write a " + types.iterator().next()
                            : "write " + name + ": " + text;
            warn(value.where(), name + " is no " + type + " in Camel's schema", remedy);
        } else if (!choices.isEmpty() && !choices.contains(text)) {
            warn(value.where(), "\"" + text + "\" is not in Camel's schema", NearestName.remedy(text, choices));
        }
    }

    private static String typeOf(YamlValue value) {
        return value.isPlain() ? typeOf(value.text()) : "string";
    }

    private static String typeOf(String text) {
        if (text.matches("true|false")) {
            return "boolean";
        }
        return text.matches("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?") ? "number" : "string";
    }

    private void warn(String where, String what, String remedy) {
        if (saidOf.add(where)) {
            problems.warn(where, what, remedy);
        }
    }
}
