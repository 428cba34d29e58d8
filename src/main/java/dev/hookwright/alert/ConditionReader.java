package dev.hookwright.alert;

import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import dev.hookwright.retry.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what an alert waits for: one of several things, some with more to say. */
final class ConditionReader {
    static final Set<String> FIELDS = Set.of("dead", "rejections", "silent", "backlog", "disk", "endpoint", "reason");

    private static final List<String> KINDS = List.of("dead", "rejections", "silent", "backlog", "disk");
    private static final Map<String, Set<String>> WITH =
            Map.of("endpoint", Set.of("rejections", "silent"), "reason", Set.of("rejections"));
    private static final Pattern SO_MANY = Pattern.compile("([1-9]\\d{0,4})\\s+in\\s+(\\S+)");
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST_WINDOW = Duration.ofHours(1);

    private final AlertValues values;
    private final KnownNames known;
    private final Problems problems;

    ConditionReader(AlertValues values, KnownNames known, Problems problems) {
        this.values = values;
        this.known = known;
        this.problems = problems;
    }

    Optional<Condition> read(YamlValue.Field alert, Map<String, YamlValue> fields) {
        List<String> kinds = KINDS.stream().filter(fields::containsKey).toList();
        if (kinds.size() != 1) {
            problems.add(
                    alert.where(),
                    kinds.isEmpty()
                            ? "the alert \"" + alert.name() + "\" does not say what it waits for"
                            : "\"" + String.join("\" and \"", kinds) + "\" exclude each other",
                    kinds.isEmpty() ? "add one of " + String.join(", ", KINDS) : "make an alert of each");
            return Optional.empty();
        }
        String kind = kinds.get(0);
        WITH.forEach((field, with) -> {
            YamlValue stray = with.contains(kind) ? null : fields.get(field);
            if (stray != null) {
                stray.problem(problems, field + " says nothing of " + kind, "remove it");
            }
        });
        YamlValue value = fields.get(kind);
        return value == null ? Optional.empty() : read(kind, value, alert, fields);
    }

    private Optional<Condition> read(
            String kind, YamlValue value, YamlValue.Field alert, Map<String, YamlValue> fields) {
        List<String> endpoints = WITH.getOrDefault("endpoint", Set.of()).contains(kind)
                ? values.words(fields.get("endpoint"), "endpoint", known.endpoints(), true)
                : List.of();
        return switch (kind) {
            case "dead" -> Optional.of(dead(value));
            case "rejections" ->
                rejections(value, endpoints, values.words(fields.get("reason"), "reason", known.reasons(), true));
            case "silent" -> silence(value, alert, endpoints, fields.containsKey("endpoint"));
            case "backlog" -> values.duration(value, SHORTEST).map(Condition.Backlog::new);
            default -> value.oneOf(List.of(Condition.FullDisk.FULL), problems).map(full -> new Condition.FullDisk());
        };
    }

    private Condition dead(YamlValue value) {
        if (value.isScalar() && value.text().equals(Condition.DeadRuns.ANY)) {
            return new Condition.DeadRuns(List.of());
        }
        return new Condition.DeadRuns(values.words(value, "route", known.routes(), known.complete()));
    }

    private Optional<Condition> rejections(YamlValue value, List<String> endpoints, List<String> reasons) {
        Optional<String> text = values.text(value);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher matcher = SO_MANY.matcher(text.get());
        try {
            if (matcher.matches()) {
                Duration within = Durations.parse(matcher.group(2));
                if (within.isZero() || within.compareTo(LONGEST_WINDOW) > 0) {
                    value.problem(problems, "rejections are counted within 1h at the most", "name a shorter time");
                }
                return Optional.of(
                        new Condition.Rejections(Integer.parseInt(matcher.group(1)), within, endpoints, reasons));
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        value.problem(
                problems, "\"" + text.get() + "\" does not say how many within what time", "write it as in 20 in 5m");
        return Optional.empty();
    }

    private Optional<Condition> silence(YamlValue value, YamlValue.Field alert, List<String> endpoints, boolean named) {
        if (!named) {
            problems.add(
                    alert.where(),
                    "the alert \"" + alert.name() + "\" does not say which endpoint is silent",
                    "add endpoint:, one of "
                            + String.join(
                                    ", ", known.endpoints().stream().sorted().toList()));
            return Optional.empty();
        }
        return values.duration(value, SHORTEST).map(time -> new Condition.Silence(time, endpoints));
    }
}
