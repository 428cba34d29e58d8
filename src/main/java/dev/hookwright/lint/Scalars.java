package dev.hookwright.lint;

import dev.hookwright.config.YamlValue;
import java.util.function.Consumer;

/** Every text of a file. */
final class Scalars {
    private Scalars() {}

    static void each(YamlValue value, Consumer<YamlValue> rule) {
        if (value.isScalar()) {
            rule.accept(value);
        } else if (value.isSequence()) {
            value.items().forEach(item -> each(item, rule));
        }
        value.fields().forEach(field -> each(field.value(), rule));
    }
}
