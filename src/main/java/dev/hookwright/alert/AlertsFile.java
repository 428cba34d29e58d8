package dev.hookwright.alert;

import dev.hookwright.config.NearestName;
import dev.hookwright.config.Placeholders;
import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code routes/alerts.yaml}. Every problem is found at once, each with its place. */
public final class AlertsFile {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Set<String> FIELDS = Set.of("route", "every", "resolved");

    private final AlertValues values;
    private final ConditionReader conditions;
    private final KnownNames known;
    private final Problems problems;

    private AlertsFile(Placeholders placeholders, KnownNames known, Problems problems) {
        this.values = new AlertValues(placeholders, problems);
        this.conditions = new ConditionReader(values, known, problems);
        this.known = known;
        this.problems = problems;
    }

    /**
     * Reads the file.
     *
     * @param file need not be there
     * @param name how problems call the file
     */
    public static AlertRules read(
            Path file, String name, Placeholders placeholders, KnownNames known, Problems problems) {
        if (!Files.exists(file)) {
            return AlertRules.NONE;
        }
        AlertsFile reader = new AlertsFile(placeholders, known, problems);
        return YamlValue.read(name, file, problems).map(reader::rules).orElse(AlertRules.NONE);
    }

    private AlertRules rules(YamlValue root) {
        if (!root.isMapping() && !root.isNull()) {
            root.problem(problems, "the file is a mapping of alerts by name", "begin with NAME:");
        }
        Map<String, AlertRule> rules = new LinkedHashMap<>();
        for (YamlValue.Field field : root.fields()) {
            if (!NAME.matcher(field.name()).matches()) {
                problems.add(
                        field.where(),
                        "\"" + field.name() + "\" cannot be an alert's name",
                        "use letters, digits, dots, dashes and underscores, 100 at most");
            }
            if (rules.containsKey(field.name())) {
                problems.add(field.where(), "the alert \"" + field.name() + "\" stands here twice", "remove one");
            }
            rule(field).ifPresent(rule -> rules.put(field.name(), rule));
        }
        return new AlertRules(rules);
    }

    private Optional<AlertRule> rule(YamlValue.Field field) {
        YamlValue value = field.value();
        if (!value.isMapping()) {
            problems.add(
                    field.where(),
                    "the alert \"" + field.name() + "\" says nothing",
                    "add what it waits for, as dead: any, and route: NAME");
            return Optional.empty();
        }
        Map<String, YamlValue> fields = value.fieldsAmong(fields(), problems);
        Optional<Condition> condition = conditions.read(field, fields);
        Optional<String> start = start(field, fields.get("route"));
        Duration every = every(fields.get("every"));
        boolean tellsEnd = tellsEnd(fields.get("resolved"));
        return condition.flatMap(what -> start.map(name ->
                new AlertRule(field.name(), what, name, known.starts().getOrDefault(name, name), every, tellsEnd)));
    }

    /** The keys of an alert. */
    static Set<String> fields() {
        Set<String> all = new HashSet<>(FIELDS);
        all.addAll(ConditionReader.FIELDS);
        return all;
    }

    private Optional<String> start(YamlValue.Field alert, @Nullable YamlValue value) {
        if (value == null) {
            problems.add(
                    alert.where(),
                    "the alert \"" + alert.name() + "\" does not say which route tells of it",
                    "add route: NAME, with a route that begins with from: direct:NAME");
            return Optional.empty();
        }
        Optional<String> name = values.text(value);
        if (name.isPresent() && known.complete() && !known.starts().containsKey(name.get())) {
            value.problem(
                    problems,
                    "route: " + name.get() + " starts no route, for none begins with from: direct:" + name.get(),
                    NearestName.remedy(name.get(), known.starts().keySet()));
        }
        return name;
    }

    private Duration every(@Nullable YamlValue value) {
        return value == null
                ? AlertRule.DEFAULT_EVERY
                : values.duration(value, Duration.ofMinutes(1)).orElse(AlertRule.DEFAULT_EVERY);
    }

    private boolean tellsEnd(@Nullable YamlValue value) {
        return value == null || !value.oneOf(List.of("true", "false"), problems).equals(Optional.of("false"));
    }
}
