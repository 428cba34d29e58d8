package dev.hookwright.server;

import dev.hookwright.dispatch.Dispatcher;
import dev.hookwright.intake.EventSink;
import dev.hookwright.ledger.Accepted;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.LedgerUnavailable;
import dev.hookwright.ledger.Rejection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What intake takes in goes to the ledger, and what is on disk to the dispatcher. */
record StoreAndDispatch(Ledger ledger, Dispatcher dispatcher, DiskGuard guard) implements EventSink {
    @Override
    public CompletableFuture<Accepted> accept(Event event, List<String> routes) {
        Optional<String> refusal = guard.refusal();
        if (refusal.isPresent()) {
            return CompletableFuture.failedFuture(new LedgerUnavailable(refusal.get()));
        }
        return ledger.accept(event, routes, dispatcher.hasRoom());
    }

    @Override
    public CompletableFuture<Integer> reject(Rejection rejection) {
        return guard.refusal().isPresent() ? CompletableFuture.completedFuture(0) : ledger.reject(rejection);
    }

    @Override
    public void accepted(Event event, Accepted accepted) {
        if (!accepted.runs().isEmpty()) {
            dispatcher.accepted(event, accepted.runs());
        }
    }
}
