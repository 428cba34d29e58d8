package dev.hookwright.violations.intake;

import org.apache.camel.Exchange;

/** Seeded: Camel outside of flow. */
public final class UsesCamel {
    public Object body(Exchange exchange) {
        return exchange.getMessage().getBody();
    }
}
