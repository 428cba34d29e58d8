package dev.hookwright.lint;

import dev.hookwright.config.YamlValue;
import java.util.ArrayList;
import java.util.Comparator;
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

    /**
     * The text itself, or else one that contains it.
     *
     * @param fromLine the nearest from there on is meant, if there is one; 0 for the first of the file
     */
    static Optional<String> placeOf(RouteFile file, String text, int fromLine) {
        List<YamlValue> same = new ArrayList<>();
        List<YamlValue> within = new ArrayList<>();
        each(file.root(), scalar -> {
            String resolved = file.resolved(scalar).orElse(scalar.text()).strip();
            if (resolved.equals(text)) {
                same.add(scalar);
            } else if (resolved.contains(text)) {
                within.add(scalar);
            }
        });
        same.addAll(within);
        if (text.isBlank()) {
            return Optional.empty();
        }
        return same.stream()
                .filter(scalar -> fromLine > 0 && scalar.line() >= fromLine)
                .min(Comparator.comparingInt(YamlValue::line))
                .or(() -> same.stream().findFirst())
                .map(YamlValue::where);
    }
}
