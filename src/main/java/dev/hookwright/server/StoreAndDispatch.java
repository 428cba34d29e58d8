package dev.hookwright.server;

import dev.hookwright.dispatch.Dispatcher;
import dev.hookwright.intake.EventSink;
import dev.hookwright.ledger.Accepted;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.LedgerUnavailable;
import dev.hookwright.ledger.NewEvent;
import dev.hookwright.ledger.Rejection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What intake takes in goes to the ledger, and what is on disk to the dispatcher. */
record StoreAndDispatch(Ledger ledger, Dispatcher dispatcher, DiskGuard guard, RejectionPace pace)
        implements EventSink {
    @Override
    public CompletableFuture<List<Accepted>> accept(List<NewEvent> events) {
        Optional<String> refusal = guard.refusal();
        if (refusal.isPresent()) {
            return CompletableFuture.failedFuture(new LedgerUnavailable(refusal.get()));
        }
        if (events.size() > 1) {
            return ledger.acceptAll(events, dispatcher.hasRoom());
        }
        NewEvent only = events.get(0);
        return ledger.accept(only.event(), only.routes(), dispatcher.hasRoom()).thenApply(List::of);
    }

    @Override
    public CompletableFuture<Integer> reject(Rejection rejection) {
        return guard.refusal().isPresent()
                ? CompletableFuture.completedFuture(0)
                : pace.toKeep(rejection).map(ledger::reject).orElse(CompletableFuture.completedFuture(0));
    }

    @Override
    public void accepted(Event event, Accepted accepted) {
        if (!accepted.runs().isEmpty()) {
            dispatcher.accepted(event, accepted.runs());
        }
    }
}
