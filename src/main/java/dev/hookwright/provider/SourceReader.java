package dev.hookwright.provider;

import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads from a provider's file where values stand in a request. */
final class SourceReader {
    private static final Source NOWHERE = new Source(Place.of(Place.Kind.HEADER, "missing"));
    private static final int MOST_HEADERS = 100;

    private SourceReader() {}

    /** Exactly one place, and how its value starts. */
    static Source source(Fields fields) {
        List<String> given = FieldNames.PLACES.stream().filter(fields::has).toList();
        if (given.size() != 1) {
            fields.problem("needs exactly one place to look at", "say one of " + String.join(", ", FieldNames.PLACES));
            return NOWHERE;
        }
        if (fields.has("prefix-optional") && !fields.has("prefix")) {
            fields.problem("\"prefix-optional\" says nothing without a prefix", "add prefix:, or remove it");
        }
        List<Place> places = places(fields, given.get(0));
        return places.isEmpty()
                ? NOWHERE
                : new Source(places, fields.text("prefix", ""), fields.flag("prefix-optional"));
    }

    /** The source in a field; nothing if the field is not there. */
    static Optional<Source> in(Fields fields, String name) {
        return fields.fields(name, FieldNames.SOURCE).map(SourceReader::source);
    }

    static Source required(Fields fields, String name) {
        return fields.required(name).isPresent() ? in(fields, name).orElse(NOWHERE) : NOWHERE;
    }

    /** A list of sources, in the order in which they are tried. */
    static List<Source> list(Fields fields, String name) {
        return fields.value(name).map(YamlValue::items).orElse(List.of()).stream()
                .map(item -> source(new Fields(item, FieldNames.SOURCE, fields.problems())))
                .toList();
    }

    /** {@code header: {name: value}}, or {@code header: name} where any value will do; {@code no-header: name}. */
    static List<Condition> conditions(Fields fields, List<String> kinds) {
        List<Condition> conditions = new ArrayList<>();
        for (String kind : kinds) {
            boolean negated = kind.startsWith("no-");
            String place = negated ? kind.substring("no-".length()) : kind;
            fields.value(kind).ifPresent(value -> {
                for (YamlValue name : value.isMapping() ? List.<YamlValue>of() : value.items()) {
                    conditions.add(new Condition(place(place, fields, name), null, negated));
                }
                for (YamlValue.Field field : value.fields()) {
                    if (negated || !field.value().isScalar()) {
                        field.value().problem(fields.problems(), "one text is wanted here", "write one value");
                        continue;
                    }
                    conditions.add(new Condition(
                            place(place, field.name(), field.value(), fields.problems()),
                            fields.template(field.value(), Set.of("config")),
                            false));
                }
            });
        }
        return List.copyOf(conditions);
    }

    static Place header(YamlValue.Field field, Problems problems) {
        return place("header", field.name(), field.value(), problems);
    }

    private static List<Place> places(Fields fields, String kind) {
        YamlValue value = fields.value(kind).orElseThrow();
        if (kind.equals("headers")) {
            return value.items().stream()
                    .map(item -> place("header", fields, item))
                    .toList();
        }
        if (!kind.equals("header-range")) {
            return List.of(place(kind, fields, value));
        }
        Fields range = new Fields(value, FieldNames.HEADER_RANGE, fields.problems());
        String prefix = range.required("prefix").isPresent() ? range.text("prefix", "") : "";
        int from = range.number("from", 1, 0, MOST_HEADERS);
        int to = range.number("to", from, from, from + MOST_HEADERS);
        List<Place> places = new ArrayList<>();
        for (int number = from; number <= to; number++) {
            places.add(place("header", prefix + number, value, fields.problems()));
        }
        return places;
    }

    private static Place place(String kind, Fields fields, YamlValue name) {
        if (!name.isScalar()) {
            name.problem(fields.problems(), "a name is one text", "write one value");
            return NOWHERE.places().get(0);
        }
        return place(kind, name.text(), name, fields.problems());
    }

    /** A name that no request can have would never be found, and nobody would see why. */
    private static Place place(String kind, String name, YamlValue where, Problems problems) {
        boolean header = kind.equals("header");
        if (name.isEmpty()
                || (header && name.indexOf('{') < 0 && !name.chars().allMatch(SourceReader::isTokenCharacter))) {
            where.problem(problems, "\"" + name + "\" cannot be the name of a " + kind, "write it as it is sent");
            return NOWHERE.places().get(0);
        }
        try {
            return Place.of(Place.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), name);
        } catch (IllegalArgumentException e) {
            where.problem(problems, String.valueOf(e.getMessage()), "a name can only use {config.NAME}");
            return NOWHERE.places().get(0);
        }
    }

    /** RFC 9110, section 5.6.2. */
    private static boolean isTokenCharacter(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || "!#$%&'*+-.^_`|~".indexOf(character) >= 0;
    }
}
