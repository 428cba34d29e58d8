package dev.hookwright.routetest;

import dev.hookwright.config.NearestName;
import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import dev.hookwright.retry.Durations;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads names that a workspace must have, and other single words; what is wrong with them becomes a problem.
 *
 * @param requests whether a step is a request, METHOD /PATH, and so has no other name
 * @param complete whether these are all that there are: in a workspace with problems some may be missing
 */
record Names(
        Set<String> steps,
        Set<String> routes,
        Set<String> later,
        Set<String> timers,
        boolean requests,
        boolean complete,
        Problems problems) {
    private static final Pattern REQUEST = Pattern.compile("[A-Z]+ /\\S*");

    /** Those of a connector's tests, which have no steps but the requests that it makes. */
    static Names ofRequests(Problems problems) {
        return new Names(Set.of(), Set.of(), Set.of(), Set.of(), true, true, problems);
    }

    /** A step's id, with or without split and loop indexes. */
    String step(YamlValue value) {
        String name = text(value);
        if (requests) {
            if (!REQUEST.matcher(name).matches()) {
                value.problem(problems, "\"" + name + "\" is no request", "write METHOD /PATH, as in POST /items");
            }
            return name;
        }
        check(value, "step", steps, name.replaceFirst("(\\[\\d+])+$", ""));
        return name;
    }

    String route(YamlValue value) {
        return known(value, "route", routes);
    }

    /** One whose name is a key. */
    void route(YamlValue.Field field) {
        check(field.where(), "route", routes, field.name());
    }

    /** A route that a timer starts. */
    String timer(YamlValue value) {
        return known(value, "route from a timer,", timers);
    }

    /** What {@code later:} can start. */
    String later(YamlValue value) {
        return known(value, "route from direct:", later);
    }

    private String known(YamlValue value, String kind, Collection<String> all) {
        String name = text(value);
        check(value, kind, all, name);
        return name;
    }

    private void check(YamlValue value, String kind, Collection<String> all, String name) {
        if (value.isScalar() && !value.isNull()) {
            check(value.where(), kind, all, name);
        }
    }

    private void check(String where, String kind, Collection<String> all, String name) {
        if (complete && !all.contains(name)) {
            problems.add(where, "there is no " + kind + " \"" + name + "\"", NearestName.remedy(name, all));
        }
    }

    /** Texts by name. */
    Map<String, String> texts(@Nullable YamlValue value) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (value != null && !value.isMapping()) {
            value.problem(problems, "a mapping is expected here", "write {NAME: VALUE}");
        } else if (value != null) {
            value.fields().forEach(field -> texts.put(field.name(), text(field.value())));
        }
        return texts;
    }

    String text(YamlValue value) {
        if (!value.isScalar() || value.isNull()) {
            value.problem(problems, "a text is expected here", "write one value");
            return "";
        }
        return value.text();
    }

    /** A whole number; the lowest one if it is none. */
    int number(YamlValue value, int lowest, int highest) {
        try {
            int number = Integer.parseInt(value.isScalar() ? value.text() : "");
            if (number >= lowest && number <= highest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        value.problem(problems, "a whole number is expected here", "write one from " + lowest + " to " + highest);
        return lowest;
    }

    boolean flag(@Nullable YamlValue value) {
        if (value == null) {
            return false;
        }
        return value.oneOf(Set.of("true", "false"), problems)
                .filter("true"::equals)
                .isPresent();
    }

    Duration duration(YamlValue value) {
        try {
            return Durations.parse(value.isScalar() ? value.text() : "");
        } catch (IllegalArgumentException e) {
            value.problem(problems, String.valueOf(e.getMessage()), "correct it");
            return Duration.ZERO;
        }
    }
}
