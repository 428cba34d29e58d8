package dev.hookwright.lint;

import dev.hookwright.config.YamlValue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A key of a route file and what it says.
 *
 * @param isStep whether it is what a step, or an item of the file, begins with
 */
record Part(YamlValue.Field field, boolean isStep) {
    String name() {
        return KeyName.of(field.name());
    }

    YamlValue value() {
        return field.value();
    }

    /** The text at a key of it; null if there is none. */
    @Nullable
    YamlValue text(String key) {
        for (YamlValue.Field each : field.value().fields()) {
            if (KeyName.of(each.name()).equals(key)) {
                return each.value().isScalar() ? each.value() : null;
            }
        }
        return null;
    }

    /** What an expression says, in its short form or its long; null if nothing. */
    @Nullable
    YamlValue expression() {
        return value().isScalar() ? value() : text("expression");
    }

    /** Hands on every key, outer ones first, but not those of parameters, which are names of the author's. */
    static void each(YamlValue value, boolean inSteps, Consumer<Part> rule) {
        for (YamlValue.Field field : value.fields()) {
            rule.accept(new Part(field, inSteps));
            boolean free = field.name().equals("parameters") || field.name().equals("properties");
            if (!free) {
                children(field, rule);
            }
        }
        if (value.isSequence()) {
            value.items().forEach(item -> each(item, inSteps, rule));
        }
    }

    private static void children(YamlValue.Field field, Consumer<Part> rule) {
        each(field.value(), field.name().equals("steps"), rule);
    }
}
