package dev.hookwright.lint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.config.NearestName;
import dev.hookwright.config.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a key must be told and is not, or is told in a form that it does not take. Asked when Camel has refused a file. */
final class Incomplete {
    /** These have rules of their own. */
    private static final Set<String> SAID_ELSEWHERE = Set.of("from", "uri", "steps");
    /** Without an expression it takes the body. */
    private static final String SORT = "sort";

    private static final Set<String> LANGUAGES = Set.of("jq", "simple", "constant");

    private final Findings findings;

    Incomplete(Findings findings) {
        this.findings = findings;
    }

    /**
     * Says whether a value is of none of the forms that it can have.
     *
     * @param scalars the forms of single values
     */
    boolean isWrong(YamlValue value, JsonNode schema, List<JsonNode> scalars, String holder) {
        if (value.isNull()) {
            boolean needed = !schema.path("required").isEmpty();
            if (needed) {
                findings.error(
                        value.where(),
                        holder + " says nothing",
                        "write it behind the colon; a text that begins with # needs quotes");
            }
            return needed;
        }
        if (value.isSequence() && !takesList(schema)) {
            String remedy = schema.path("properties").has("steps")
                    ? "put the list under steps: under it"
                    : scalars.isEmpty()
                            ? "write its keys under it, without a dash"
                            : "write one value, without a dash or brackets";
            findings.error(value.where(), holder + " is no list", remedy);
            return true;
        }
        boolean isScalar = scalars.contains(schema);
        if (value.isMapping() && isScalar) {
            findings.error(value.where(), holder + " is one value", "write it behind the colon");
            return true;
        }
        return value.isScalar() && !scalars.isEmpty() && isStrange(value, scalars, holder);
    }

    private static boolean takesList(JsonNode schema) {
        if (schema.has("items") || schema.path("type").asText().equals("array")) {
            return true;
        }
        for (String way : List.of("oneOf", "anyOf")) {
            for (JsonNode option : schema.path(way)) {
                if (takesList(option)) {
                    return true;
                }
            }
        }
        return schema.isEmpty() || schema.isMissingNode();
    }

    private boolean isStrange(YamlValue value, List<JsonNode> scalars, String holder) {
        String text = value.text();
        List<String> choices = new ArrayList<>();
        for (JsonNode form : scalars) {
            form.path("enum").forEach(choice -> choices.add(choice.asText()));
        }
        boolean isFilledIn = text.contains("{{") || text.contains("${");
        if (isFilledIn || scalars.size() > 1) {
            return false;
        }
        String type = scalars.get(0).path("type").asText();
        if (!choices.isEmpty() && choices.stream().noneMatch(text::equalsIgnoreCase)) {
            findings.error(value.where(), "\"" + text + "\" is not possible here", NearestName.remedy(text, choices));
        } else if (type.equals("boolean") && !text.matches("(?i)true|false")) {
            findings.error(value.where(), holder + " is true or false", "write one of the two");
        } else if (type.equals("number") && !text.matches("-?\\d+(?:\\.\\d+)?")) {
            findings.error(value.where(), holder + " is a number", "write digits alone");
        } else {
            return false;
        }
        return true;
    }

    /** Adds what a mapping does not say. */
    void check(YamlValue value, JsonNode schema, Map<String, JsonNode> known, String holder) {
        if (holder.equals("step")) {
            checkStep(value, known);
            return;
        }
        for (JsonNode name : schema.path("required")) {
            boolean isThere = has(value, name.asText());
            if (!isThere && !SAID_ELSEWHERE.contains(name.asText())) {
                findings.error(
                        value.where(), holder + " does not say its " + name.asText(), "add " + name.asText() + ":");
            }
        }
        boolean isExpression = known.keySet().containsAll(LANGUAGES) && !holder.equals(SORT);
        if (isExpression
                && !has(value, "expression")
                && value.fields().stream()
                        .noneMatch(field -> known.containsKey(KeyName.of(field.name()))
                                && Expressions.isLanguage(KeyName.of(field.name())))) {
            findings.error(
                    value.where(),
                    holder.equals("expression") ? "no language is named here" : holder + " has no expression",
                    "add jq: or simple: with what it is about");
        }
    }

    private static boolean has(YamlValue value, String name) {
        return value.fields().stream()
                .anyMatch(field -> KeyName.of(field.name()).equals(name));
    }

    private void checkStep(YamlValue step, Map<String, JsonNode> known) {
        List<YamlValue.Field> kinds = step.fields().stream()
                .filter(field -> known.containsKey(KeyName.of(field.name())))
                .toList();
        for (YamlValue.Field field : kinds) {
            if (!KeyName.of(field.name()).equals(field.name())) {
                findings.error(
                        field.where(),
                        "there is no step \"" + field.name() + "\"",
                        "write " + KeyName.of(field.name()));
            }
        }
        boolean isSame =
                kinds.stream().map(field -> KeyName.of(field.name())).distinct().count() < kinds.size();
        if (kinds.size() > 1 && !isSame) {
            findings.error(
                    kinds.get(1).where(),
                    "several steps stand in one item",
                    "begin each with a dash of its own: - ...");
        }
    }
}
