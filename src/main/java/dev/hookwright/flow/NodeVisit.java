package dev.hookwright.flow;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.NamedNode;
import org.apache.camel.model.OnExceptionDefinition;

/**
 * Tells one visit to a node from another on the same path through the run.
 *
 * @param nodeId stable between starts
 * @param inHandler whether the node stands in an {@code onException}: with {@code continued}, a route comes there once for
 *     each node of it that fails
 */
record NodeVisit(String nodeId, boolean inHandler) {
    NodeVisit(NamedNode node, RouteOutline outline) {
        this(outline.id(node), RouteOutline.root(node) instanceof OnExceptionDefinition);
    }

    /** The same each time that the run is driven. */
    String key(Exchange exchange, RunDrive drive) {
        Throwable caught =
                inHandler ? exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class) : null;
        String failed = caught == null ? null : drive.failedNode(caught);
        return failed == null ? nodeId : nodeId + "@" + failed;
    }
}
