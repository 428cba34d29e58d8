package dev.hookwright.alert;

import dev.hookwright.ledger.AlertSigns;
import java.time.Duration;

/**
 * An alert of the workspace.
 *
 * @param start the route that says it starts from {@code direct:} and this
 * @param route that route's id
 * @param every how often it says so at the most while it lasts
 * @param tellsEnd whether it says when it is over
 */
public record AlertRule(
        String name, Condition condition, String start, String route, Duration every, boolean tellsEnd) {
    static final Duration DEFAULT_EVERY = Duration.ofMinutes(30);
    /** What comes and goes within this time is one trouble. */
    private static final Duration CALM = Duration.ofMinutes(5);

    /** What stands as the endpoint of what it says. */
    public String endpointName() {
        return AlertSigns.ALERT + name;
    }

    /** How long it must have been well until it is over. */
    Duration calm() {
        return condition.isCounted() || every.compareTo(CALM) < 0 ? every : CALM;
    }
}
