package dev.hookwright.ledger;

import java.util.List;
import java.util.Map;

/**
 * An event that came in, and the routes that it is to go through.
 *
 * @param orderKeys of the routes whose runs go one after another: the event's value
 */
public record NewEvent(Event event, List<String> routes, Map<String, String> orderKeys) {
    /** An event whose runs wait for no other. */
    public NewEvent(Event event, List<String> routes) {
        this(event, routes, Map.of());
    }
}
