package dev.hookwright.server;

import dev.hookwright.flow.FlowEngine;
import dev.hookwright.ledger.WaitingRuns;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the runs go on that failed as their route was gone, once it is there again. */
final class ReturnedRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(ReturnedRoutes.class);
    private static final int PORTION = 1_000;

    private final Supplier<FlowEngine> flow;
    private final WaitingRuns waiting;
    /** Those of which no run waits that failed so. */
    private final Set<String> settled = new HashSet<>();

    private @Nullable FlowEngine seen;

    /** @param flow the routes that are at work; others after each reload */
    ReturnedRoutes(Supplier<FlowEngine> flow, WaitingRuns waiting) {
        this.flow = flow;
        this.waiting = waiting;
    }

    /** To be asked now and then: of each route so many runs go on, the others the next time. */
    void look() {
        FlowEngine now = flow.get();
        if (!now.equals(seen)) {
            settled.clear();
            seen = now;
        }
        for (String route : now.routeIds()) {
            if (!settled.contains(route)) {
                goOn(route);
            }
        }
    }

    private void goOn(String route) {
        int runs = waiting.goAtOnce(route, FlowEngine.isGone(route), PORTION);
        if (runs > 0) {
            LOG.info("route {} is there again: {} of its runs go on", route, runs);
        }
        if (runs < PORTION) {
            settled.add(route);
        }
    }
}
