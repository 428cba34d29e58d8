package dev.hookwright.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What an operator allows routes beyond the usual.
 *
 * @param schemes of endpoints
 * @param languages of expressions
 * @param classes that routes may make objects of; * stands for any characters
 * @param dynamic beginnings of addresses that an event may have a part in
 */
public record RouteRules(Set<String> schemes, Set<String> languages, List<String> classes, List<String> dynamic) {
    public static final String SCHEMES = "hookwright.routes.allow-schemes";
    public static final String LANGUAGES = "hookwright.routes.allow-languages";
    public static final String CLASSES = "hookwright.routes.allow-classes";
    public static final String DYNAMIC = "hookwright.routes.allow-dynamic";

    static RouteRules read(SettingReader settings) {
        return new RouteRules(
                new LinkedHashSet<>(settings.list(SCHEMES)),
                new LinkedHashSet<>(settings.list(LANGUAGES)),
                settings.list(CLASSES),
                settings.list(DYNAMIC));
    }
}
