package dev.hookwright.lint;

import dev.hookwright.config.RouteRules;
import dev.hookwright.config.YamlValue;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Where a route is told in some language what to make of a message. */
final class Expressions {
    static final Set<String> USUAL = Set.of(
            "constant",
            "exchangeProperty",
            "header",
            "jq",
            "jsonpath",
            "simple",
            "tokenize",
            "variable",
            "xpath",
            "xtokenize");
    /** Those that are programs, or lead to some. */
    private static final Set<String> OTHERS = Set.of(
            "csimple",
            "datasonnet",
            "groovy",
            "hl7terser",
            "java",
            "joor",
            "js",
            "language",
            "method",
            "mvel",
            "ognl",
            "python",
            "ref",
            "spel",
            "wasm",
            "xquery");

    private Expressions() {}

    /** Those that Camel knows and a route may not use. */
    static Set<String> refused(RouteRules rules) {
        Set<String> refused = new TreeSet<>(OTHERS);
        // By this one others are named, which is looked at where it stands.
        refused.remove("language");
        refused.removeAll(rules.languages());
        return refused;
    }

    static boolean isLanguage(String name) {
        return USUAL.contains(name) || OTHERS.contains(name);
    }

    /** The one that stands under a step, directly or under {@code expression}. */
    static Optional<Part> of(YamlValue step) {
        YamlValue nested = step.get("expression");
        YamlValue holder = nested != null && nested.isMapping() ? nested : step;
        return holder.fields().stream()
                .filter(field -> isLanguage(KeyName.of(field.name())))
                .map(field -> new Part(field, false))
                .findFirst();
    }
}
