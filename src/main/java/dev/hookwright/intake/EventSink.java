package dev.hookwright.intake;

import dev.hookwright.ledger.Accepted;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.NewEvent;
import dev.hookwright.ledger.Rejection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where requests go: the ledger, and behind it whoever works on what was accepted. */
public interface EventSink {
    /** Completes when all of the events are on disk; fails if none is. Never blocks. */
    CompletableFuture<List<Accepted>> accept(List<NewEvent> events);

    /** Keeps a refused request. Never blocks. */
    CompletableFuture<Integer> reject(Rejection rejection);

    /** Told once an event is on disk, before the sender is. */
    void accepted(Event event, Accepted accepted);
}
