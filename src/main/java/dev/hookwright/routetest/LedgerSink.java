package dev.hookwright.routetest;

import dev.hookwright.dispatch.Dispatcher;
import dev.hookwright.intake.EventSink;
import dev.hookwright.ledger.Accepted;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.NewEvent;
import dev.hookwright.ledger.Rejection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What comes in goes to the ledger, and from there to the dispatcher that is at work. */
record LedgerSink(Ledger ledger, Supplier<Dispatcher> dispatcher) implements EventSink {
    @Override
    public CompletableFuture<List<Accepted>> accept(List<NewEvent> events, @Nullable String nonce) {
        return ledger.acceptAll(events, true, nonce);
    }

    @Override
    public CompletableFuture<?> capture(String endpoint, String secret, String remoteAddress) {
        return ledger.secrets().keep(endpoint, secret, remoteAddress);
    }

    @Override
    public CompletableFuture<Integer> reject(Rejection rejection) {
        return ledger.reject(rejection);
    }

    @Override
    public void accepted(Event event, Accepted accepted) {
        if (!accepted.runs().isEmpty()) {
            dispatcher.get().accepted(event, accepted.runs());
        }
    }
}
