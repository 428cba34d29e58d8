package dev.hookwright.lint;

import dev.hookwright.config.RouteRules;
import java.util.Set;
import java.util.TreeSet;

/** The kinds of endpoints, by the word before the colon. */
public final class Schemes {
    /** Those that a route may name unless an operator allows more. */
    static final Set<String> USUAL = Set.of(
            "direct",
            "http",
            "https",
            "jsonata",
            "kamelet",
            "later",
            "log",
            "mustache",
            "platform-http",
            "quartz",
            "smtp",
            "smtps");

    /** Those that a connector may name besides, whose author has more to do with them. */
    static final Set<String> OF_CONNECTORS = Set.of("jdbc");

    /** Those that stay inside the process: nothing of theirs needs to be recorded. */
    private static final Set<String> LOCAL = Set.of(
            "bean",
            "class",
            "controlbus",
            "dataformat",
            "direct",
            "jsonata",
            "json-validator",
            "kamelet:sink",
            "kamelet:source",
            "language",
            "log",
            "mock",
            "mustache",
            "ref",
            "seda",
            "validator",
            "xslt");

    private Schemes() {}

    /** Those that may be called, by a route or by a connector. */
    public static Set<String> allowed(RouteRules rules, boolean inConnector) {
        Set<String> allowed = new TreeSet<>(USUAL);
        allowed.addAll(rules.schemes());
        if (inConnector) {
            allowed.addAll(OF_CONNECTORS);
        }
        return allowed;
    }

    public static boolean isLocal(String uri) {
        return LOCAL.contains(uri) || LOCAL.contains(of(uri));
    }

    public static String of(String uri) {
        int colon = uri.indexOf(':');
        return colon < 0 ? uri : uri.substring(0, colon);
    }
}
