package dev.hookwright.provider;

import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the places in a request that a provider's file names, and its plain values. */
final class SourceReader {
    private static final Set<String> PLACES = Set.of("header", "headers", "query", "json");

    private final Problems problems;

    SourceReader(Problems problems) {
        this.problems = problems;
    }

    static Source.Kind kind(String field) {
        return switch (field) {
            case "query" -> Source.Kind.QUERY;
            case "json" -> Source.Kind.JSON;
            default -> Source.Kind.HEADER;
        };
    }

    /**
     * A source: exactly one place, and a prefix if there is one.
     *
     * @param others fields that stand in the same mapping and are somebody else's to read
     */
    Optional<Source> read(YamlValue value, Set<String> others) {
        Set<String> known = new TreeSet<>(PLACES);
        known.add("prefix");
        known.addAll(others);
        Map<String, YamlValue> fields = value.fieldsAmong(known, problems);
        List<String> places = fields.keySet().stream().filter(PLACES::contains).toList();
        if (places.size() != 1) {
            value.problem(problems, "needs exactly one place to look at", "say header, headers, query or json");
            return Optional.empty();
        }
        String place = places.get(0);
        YamlValue named = Objects.requireNonNull(fields.get(place));
        List<String> names = named.items().stream()
                .map(YamlValue::text)
                .map(name -> kind(place) == Source.Kind.HEADER ? name.toLowerCase(Locale.ROOT) : name)
                .toList();
        YamlValue prefixField = fields.get("prefix");
        String prefix = prefixField == null ? "" : prefixField.text();
        return Optional.of(new Source(kind(place), names, prefix));
    }

    /** A whole number in a range, or a problem and the lowest. */
    int number(YamlValue value, int lowest, int highest) {
        try {
            int number = Integer.parseInt(value.text());
            if (number >= lowest && number <= highest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        value.problem(problems, "is not a whole number from " + lowest + " to " + highest, "correct it");
        return lowest;
    }
}
