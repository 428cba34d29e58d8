package dev.hookwright.lint;

import dev.hookwright.config.YamlValue;
import java.util.HashSet;
import java.util.Set;

/** Of a key that stands twice Camel takes the last, and whoever reads the file the first. */
final class Duplicates {
    private Duplicates() {}

    static void check(YamlValue value, Findings findings) {
        if (value.isSequence()) {
            value.items().forEach(item -> check(item, findings));
        }
        Set<String> names = new HashSet<>();
        for (YamlValue.Field field : value.fields()) {
            if (!names.add(KeyName.of(field.name()))) {
                findings.error(field.where(), "\"" + field.name() + "\" stands here twice", "remove one of the two");
            }
            check(field.value(), findings);
        }
    }
}
