package dev.hookwright.intake;

import dev.hookwright.ledger.Accepted;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.NewEvent;
import dev.hookwright.ledger.Rejection;
import dev.hookwright.ledger.Run;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Where requests go: the ledger, and behind it whoever works on what was accepted. */
public interface EventSink {
    /**
     * Completes when all of the events are on disk; fails if none is. Never blocks.
     *
     * @param nonce a value that no other request to the endpoint may have shown before; null where there is none
     * @return empty, with nothing stored, if another request has shown it
     */
    CompletableFuture<List<Accepted>> accept(List<NewEvent> events, @Nullable String nonce);

    /** Keeps a secret that a sender names, until an operator confirms it. Fails if it cannot be kept. Never blocks. */
    CompletableFuture<?> capture(String endpoint, String secret, String remoteAddress);

    /** Keeps a refused request. Never blocks. */
    CompletableFuture<Integer> reject(Rejection rejection);

    /**
     * What becomes of a run that is on disk, for a sender who waits for it. To be asked before {@link #accepted}. May come
     * late, or never.
     */
    default CompletableFuture<RunAnswer> answer(Run run) {
        return CompletableFuture.completedFuture(new RunAnswer.NotYet());
    }

    /** Told once an event is on disk, before the sender is. */
    void accepted(Event event, Accepted accepted);
}
