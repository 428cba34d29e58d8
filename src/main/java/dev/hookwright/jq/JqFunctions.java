package dev.hookwright.jq;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;

/** The functions that jq has in a route: its own, and Camel's for what is outside of the body. */
final class JqFunctions {
    private static final Set<String> OF_CAMEL = Set.of("body", "header", "property", "variable", "constant");
    private static final Set<String> KNOWN = load();
    private static final Set<String> NAMES = names(KNOWN);

    private JqFunctions() {}

    static boolean has(String name, int arguments) {
        return KNOWN.contains(name + "/" + arguments);
    }

    static boolean isOfCamel(String name) {
        return OF_CAMEL.contains(name);
    }

    static Set<String> names() {
        return NAMES;
    }

    /** How many, as {@code 1 or 2}. */
    static String argumentsOf(String name) {
        return KNOWN.stream()
                .filter(function -> function.startsWith(name + "/"))
                .map(function -> function.substring(name.length() + 1))
                .collect(Collectors.joining(" or "));
    }

    private static Set<String> load() {
        Set<String> known = new TreeSet<>(BuiltinFunctionLoader.getInstance()
                .listFunctions(Versions.JQ_1_7, Scope.newEmptyScope())
                .keySet());
        for (String name : OF_CAMEL) {
            for (int arguments = name.equals("body") ? 0 : 1; arguments <= 2; arguments++) {
                known.add(name + "/" + arguments);
            }
        }
        known.add("empty/0");
        known.add("path/1");
        known.add("error/0");
        known.add("error/1");
        return known;
    }

    private static Set<String> names(Set<String> functions) {
        Set<String> names = new TreeSet<>();
        functions.forEach(function -> names.add(function.split("/", 2)[0]));
        return names;
    }
}
