package dev.hookwright.alert;

import dev.hookwright.ledger.AlertSigns;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All alerts of a workspace, by name. */
public final class AlertRules {
    public static final AlertRules NONE = new AlertRules(Map.of());

    private final SortedMap<String, AlertRule> byName;

    AlertRules(Map<String, AlertRule> byName) {
        this.byName = new TreeMap<>(byName);
    }

    public Collection<AlertRule> all() {
        return byName.values();
    }

    public boolean isEmpty() {
        return byName.isEmpty();
    }

    public Optional<AlertRule> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The alert whose messages have this endpoint. */
    public Optional<AlertRule> ofEndpoint(String endpointName) {
        return isMessage(endpointName) ? find(endpointName.substring(AlertSigns.ALERT.length())) : Optional.empty();
    }

    /** Whether an endpoint's name is that of an alert's messages. */
    static boolean isMessage(@Nullable String endpointName) {
        return endpointName != null && endpointName.startsWith(AlertSigns.ALERT);
    }

    /** The alerts that count a run of the route when it dies. */
    List<String> counting(String route) {
        return byName.values().stream()
                .filter(rule -> rule.condition() instanceof Condition.DeadRuns dead && dead.takes(route))
                .map(AlertRule::name)
                .toList();
    }
}
