package dev.hookwright.routetest;

import dev.hookwright.alert.AlertRule;
import dev.hookwright.alert.AlertRules;
import dev.hookwright.alert.Word;
import dev.hookwright.config.NearestName;
import dev.hookwright.config.YamlValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads which alert of the workspace says something in a test, and what. */
record AlarmReader(AlertRules alerts, Names names) {
    static final Set<String> FIELDS = Set.of("alert", "state");
    static final List<String> STATES =
            Stream.of(Word.FIRING, Word.STILL, Word.RESOLVED).map(Word::text).toList();

    static boolean isAlarm(YamlValue value) {
        return value.get("alert") != null;
    }

    Optional<RouteTest.Alarm> read(YamlValue value) {
        Map<String, YamlValue> fields = value.fieldsAmong(FIELDS, names.problems());
        YamlValue alert = fields.get("alert");
        YamlValue state = fields.get("state");
        Optional<String> word = state == null ? Optional.of(Word.FIRING.text()) : state.oneOf(STATES, names.problems());
        Optional<AlertRule> rule = alert == null ? Optional.empty() : rule(alert);
        return rule.flatMap(said ->
                word.map(how -> new RouteTest.Alarm(said, Word.valueOf(how.toUpperCase(Locale.ROOT)))));
    }

    private Optional<AlertRule> rule(YamlValue value) {
        String name = names.text(value);
        Optional<AlertRule> rule = alerts.find(name);
        if (rule.isEmpty() && names.complete()) {
            value.problem(
                    names.problems(),
                    "there is no alert \"" + name + "\"",
                    NearestName.remedy(
                            name, alerts.all().stream().map(AlertRule::name).toList()));
        }
        return rule;
    }
}
