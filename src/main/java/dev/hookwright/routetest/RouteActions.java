package dev.hookwright.routetest;

import dev.hookwright.config.YamlValue;
import java.util.List;
import java.util.Optional;

/** What a route's test does: requests come in, alerts say something, timers fire, time goes by. */
record RouteActions(DeliveryReader deliveries, AlarmReader alarms, Names names) implements ActionReader {
    /** What may stand in place of a request. */
    static final List<String> INSTEAD = List.of("advance", "timer");

    @Override
    public Optional<RouteTest.Action> read(YamlValue value) {
        YamlValue advance = value.get("advance");
        YamlValue timer = value.get("timer");
        if (advance != null && value.fields().size() == 1) {
            return Optional.of(new RouteTest.Advance(names.duration(advance)));
        }
        if (timer != null && value.fields().size() == 1) {
            return Optional.of(new RouteTest.Firing(names.timer(timer)));
        }
        return AlarmReader.isAlarm(value)
                ? alarms.read(value).map(alarm -> alarm)
                : deliveries.read(value).map(delivery -> delivery);
    }

    @Override
    public String example() {
        return "{endpoint: NAME}";
    }
}
