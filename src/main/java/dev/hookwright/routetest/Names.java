package dev.hookwright.routetest;

import dev.hookwright.config.NearestName;
import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import dev.hookwright.retry.Durations;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads names that a workspace must have, and other single words; what is wrong with them becomes a problem. */
record Names(Set<String> steps, Set<String> routes, Problems problems) {
    /** A step's id, with or without split and loop indexes. */
    String step(YamlValue value) {
        return known(value, "step", steps, text(value).replaceFirst("(\\[\\d+])+$", ""));
    }

    String route(YamlValue value) {
        return known(value, "route", routes, text(value));
    }

    private String known(YamlValue value, String kind, Collection<String> all, String name) {
        if (!all.contains(name)) {
            value.problem(problems, "there is no " + kind + " \"" + name + "\"", NearestName.remedy(name, all));
        }
        return text(value);
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
