package dev.hookwright.connector;

import dev.hookwright.config.YamlValue;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The properties with which addresses begin that a template calls: they say what kind of call it is. */
final class AddressProperties {
    private static final Pattern BEGINNING = Pattern.compile("\\s*\\{\\{\\s*\\??([^{}:]+?)\\s*(?::[^{}]*)?}}.*");

    private AddressProperties() {}

    static Set<String> of(@Nullable YamlValue template) {
        Set<String> names = new TreeSet<>();
        if (template != null) {
            collect(template, names);
        }
        return names;
    }

    private static void collect(YamlValue value, Set<String> names) {
        if (value.isSequence()) {
            value.items().forEach(item -> collect(item, names));
        }
        for (YamlValue.Field field : value.fields()) {
            if (field.name().equals("uri") && field.value().isScalar()) {
                Matcher matcher = BEGINNING.matcher(field.value().text());
                if (matcher.matches()) {
                    names.add(matcher.group(1));
                }
            }
            collect(field.value(), names);
        }
    }
}
