package dev.hookwright.server;

import dev.hookwright.ledger.Ledger;
import java.util.function.Supplier;

/** The routes that other nodes have and this one does not, as while one node after another is brought up to date. */
record RoutesElsewhere(Supplier<Ledger> ledger) {
    /** Whether the run of a route that is not here is left to another node. */
    boolean leave(String route) {
        Ledger open = ledger.get();
        if (!open.queue().isShared() || !open.routeVersions().isAtWork(route)) {
            return false;
        }
        open.queue().leave(route);
        return true;
    }
}
