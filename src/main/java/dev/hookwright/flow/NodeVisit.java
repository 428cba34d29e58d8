package dev.hookwright.flow;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.NamedNode;
import org.apache.camel.model.OnExceptionDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Tells one visit to a node from another on the same path through the run.
 *
 * @param nodeId stable between starts
 * @param handling what the handler of failures does in which the node stands
 * @param shared whether a route may come to it once for each node that fails: in an {@code onException} that has it
 *     {@code continued}
 */
record NodeVisit(String nodeId, Handling handling, boolean shared) {
    NodeVisit(NamedNode node, RouteOutline outline) {
        this(outline.id(node), Handling.around(node), RouteOutline.root(node) instanceof OnExceptionDefinition);
    }

    /** The same each time that the run is driven. */
    String key(Exchange exchange, RunDrive drive) {
        Throwable given = shared ? given(exchange) : null;
        String failed = given == null ? null : drive.caught().nodeOf(given);
        return failed == null ? nodeId : nodeId + "@" + failed;
    }

    /** The exception that the handler is given in which the node stands; null if it stands in none. */
    @Nullable
    Throwable given(Exchange exchange) {
        return handling == Handling.NONE
                ? null
                : exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
    }
}
