package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.alert.AlertRule;
import dev.hookwright.alert.AlertStanding;
import dev.hookwright.ledger.AlertState;
import dev.hookwright.retry.Durations;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The call about alerts. Blocking: not for an event loop. */
public final class AlertApi implements ApiPart {
    private final Supplier<List<AlertStanding>> alerts;

    public AlertApi(Supplier<List<AlertStanding>> alerts) {
        this.alerts = alerts;
    }

    @Override
    public List<Operation> operations() {
        return List.of(Operation.get("/alerts", Role.VIEWER, "The workspace's alerts and how each stands.")
                .gives("AlertList", call -> PageRequest.whole(alerts.get(), AlertApi::json)));
    }

    private static JsonNode json(AlertStanding alert) {
        AlertRule rule = alert.rule();
        Optional<AlertState> state = alert.state();
        Optional<Instant> firing = state.map(AlertState::firingSince);
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("name", rule.name())
                .put("kind", rule.condition().kind())
                .put("condition", rule.condition().text())
                .put("route", rule.route())
                .put("every", Durations.format(rule.every()))
                .put("resolved", rule.tellsEnd())
                .put(
                        "watchedSince",
                        state.map(AlertState::watchedSince)
                                .map(Instant::toString)
                                .orElse(null))
                .put("state", firing.isPresent() ? "firing" : "quiet")
                .put("since", firing.map(Instant::toString).orElse(null))
                .put(
                        "lastSentAt",
                        state.map(AlertState::sentAt).map(Instant::toString).orElse(null))
                .put("count", alert.count());
        return json;
    }
}
