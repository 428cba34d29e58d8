package dev.hookwright.flow;

import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;

/**
 * What the last call inside a connector was refused with. Camel forgets it when the connector catches the refusal and
 * throws its own reading of it.
 */
final class Refusal {
    private static final String PROPERTY = "hookwrightRefusal";

    private Refusal() {}

    /** Keeps the call's refusal, if it was refused. */
    static void keep(Exchange exchange) {
        exchange.setProperty(
                PROPERTY, exchange.getException() instanceof HttpOperationFailedException refusal ? refusal : null);
    }

    /** Gives up the refusal; null if the last call went well. */
    static @Nullable HttpOperationFailedException take(Exchange exchange) {
        return exchange.removeProperty(PROPERTY) instanceof HttpOperationFailedException refusal ? refusal : null;
    }
}
