package dev.hookwright.endpoint;

import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import dev.hookwright.retry.Durations;
import dev.hookwright.retry.RetrySchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what an endpoint says of its routes. */
final class RouteSettingsReader {
    static final Set<String> FIELDS = Set.of("types", "retry", "maxInFlight", "orderBy");
    static final int HIGHEST_IN_FLIGHT = 10_000;

    private final Problems problems;

    RouteSettingsReader(Problems problems) {
        this.problems = problems;
    }

    Map<String, RouteSettings> read(@Nullable YamlValue value) {
        Map<String, RouteSettings> routes = new LinkedHashMap<>();
        if (value != null && !value.isMapping() && !value.isNull()) {
            value.problem(problems, "routes is a mapping of settings by route id", "write ROUTE: {types: [...]}");
        }
        if (value != null) {
            for (YamlValue.Field field : value.fields()) {
                routes.put(field.name(), settings(field.value()));
            }
        }
        return routes;
    }

    private RouteSettings settings(YamlValue value) {
        if (!value.isMapping() && !value.isNull()) {
            value.problem(problems, "a route's settings are a mapping", "write {types: [...]}");
        }
        Map<String, YamlValue> fields = value.fieldsAmong(FIELDS, problems);
        return new RouteSettings(
                types(fields.get("types")),
                retry(fields.get("retry")),
                maxInFlight(fields.get("maxInFlight")),
                orderBy(fields.get("orderBy")));
    }

    private @Nullable OrderKey orderBy(@Nullable YamlValue value) {
        if (value == null || KeyCheck.complains(value, problems)) {
            return null;
        }
        try {
            return OrderKey.parse(value.isScalar() ? value.text() : "");
        } catch (IllegalArgumentException e) {
            value.problem(problems, String.valueOf(e.getMessage()), "correct it, or leave it out for no order");
            return null;
        }
    }

    private List<String> types(@Nullable YamlValue value) {
        List<String> types = new ArrayList<>();
        if (value != null) {
            for (YamlValue item : value.items()) {
                if (item.isScalar() && item.text().contains(",")) {
                    item.problem(
                            problems,
                            "this is one type with a comma in it, which no event has",
                            "write a list: [" + String.join(", ", item.text().split("\\s*,\\s*")) + "]");
                } else if (item.isScalar() && !item.isNull() && !item.text().isBlank()) {
                    types.add(item.text());
                } else {
                    item.problem(problems, "an event type is a word, * stands for any characters", "correct it");
                }
            }
            if (types.isEmpty() && value.items().isEmpty()) {
                value.problem(
                        problems, "no event type is named, so the route would never run", "name one, or remove types:");
            }
        }
        return types;
    }

    private RetrySchedule retry(@Nullable YamlValue value) {
        if (value == null) {
            return RetrySchedule.DEFAULT;
        }
        List<Duration> delays = new ArrayList<>();
        for (YamlValue item : value.items()) {
            try {
                delays.add(Durations.parse(item.isScalar() ? item.text() : ""));
            } catch (IllegalArgumentException e) {
                item.problem(problems, String.valueOf(e.getMessage()), "correct it");
            }
        }
        return new RetrySchedule(delays);
    }

    private int maxInFlight(@Nullable YamlValue value) {
        if (value == null) {
            return RouteSettings.DEFAULT_MAX_IN_FLIGHT;
        }
        try {
            int number = Integer.parseInt(value.isScalar() ? value.text() : "");
            if (number >= 1 && number <= HIGHEST_IN_FLIGHT) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        value.problem(problems, "maxInFlight is a whole number from 1 to " + HIGHEST_IN_FLIGHT, "correct it");
        return RouteSettings.DEFAULT_MAX_IN_FLIGHT;
    }
}
