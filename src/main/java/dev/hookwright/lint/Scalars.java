package dev.hookwright.lint;

import dev.hookwright.config.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** The first that is this text, or else the first that contains it. */
    static Optional<String> placeOf(RouteFile file, String text) {
        List<String> same = new ArrayList<>();
        List<String> within = new ArrayList<>();
        each(file.root(), scalar -> {
            String resolved = file.resolved(scalar).orElse(scalar.text()).strip();
            if (resolved.equals(text)) {
                same.add(scalar.where());
            } else if (resolved.contains(text)) {
                within.add(scalar.where());
            }
        });
        same.addAll(within);
        return text.isBlank() ? Optional.empty() : same.stream().findFirst();
    }
}
