package dev.hookwright.lint;

import dev.hookwright.config.NearestName;
import dev.hookwright.config.YamlValue;
import java.util.Map;
import java.util.Set;

/** Where a key that stands in the wrong place would belong. */
final class Misplaced {
    private static final String USUAL_STEPS =
            "usual ones: to, setBody, setVariable, choice, filter, split, multicast, doTry, log, delay";
    private static final Map<String, String> HOLDERS =
            Map.of("when", "choice", "otherwise", "choice", "doCatch", "doTry", "doFinally", "doTry");
    private static final Set<String> LANGUAGES = Set.of("jq", "simple", "constant", "jsonpath");

    private final Set<String> steps;

    /** @param steps the names of all kinds of steps */
    Misplaced(Set<String> steps) {
        this.steps = steps;
    }

    /**
     * What to do about a key.
     *
     * @param holder of the key
     * @param known the keys that the holder has
     * @param neighbour the key beside it that knows it; empty if none does
     */
    String remedy(String holder, YamlValue.Field field, Set<String> known, String neighbour) {
        String name = KeyName.of(field.name());
        boolean isStep = holder.equals("step");
        if (!neighbour.isEmpty()) {
            return "indent it further, so that it stands under " + neighbour + ":";
        }
        if (HOLDERS.containsKey(name) && !known.contains(HOLDERS.get(name)) || isStep && HOLDERS.containsKey(name)) {
            return "it belongs into " + HOLDERS.get(name) + ":" + (name.equals("otherwise") ? ", beside when" : "");
        }
        if (holder.equals("route") && name.equals("steps")) {
            return "put it under from:, beside its uri";
        }
        if (Expressions.isLanguage(holder) && NearestName.of(name, known).isEmpty()) {
            return "write the expression as one text in quotes, as '{name: .name}'";
        }
        if (known.contains("steps") && steps.contains(name)) {
            return "put it under steps:, with a dash before it";
        }
        if (name.equals("value") && known.contains("constant")) {
            return "write constant: for a fixed value, simple: or jq: for one that is made of the message";
        }
        return NearestName.of(field.name(), known)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElseGet(() -> otherwise(isStep, field, known));
    }

    private String otherwise(boolean isStep, YamlValue.Field field, Set<String> known) {
        if (isStep) {
            return USUAL_STEPS;
        }
        if (known.contains("parameters")) {
            return "put it under parameters:";
        }
        if (steps.contains(KeyName.of(field.name()))) {
            return "a step stands in a list under steps:, with a dash before it";
        }
        return known.size() > 30 ? "remove it, or look where it belongs" : NearestName.remedy(field.name(), known);
    }

    boolean isExpression(Set<String> known) {
        return known.containsAll(LANGUAGES);
    }

    /** What to write where a text stands that cannot be one. */
    String insteadOfText(String holder, YamlValue value, Set<String> known) {
        String text = value.isScalar() ? value.text().strip() : "";
        if (holder.equals("delay")) {
            return "write delay: {constant: MILLISECONDS}; to wait longer than a minute, later: on disk";
        }
        if (known.containsAll(LANGUAGES)) {
            String language = text.startsWith(".") ? "jq" : text.contains("${") ? "simple" : "constant";
            return "write " + holder + ": {" + language + ": ...}";
        }
        return holder.equals("from") ? "write from: {uri: ..., steps: [...]}" : "put its keys under it, indented";
    }
}
