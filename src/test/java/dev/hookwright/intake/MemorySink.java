package dev.hookwright.intake;

import dev.hookwright.ledger.Accepted;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.LedgerUnavailable;
import dev.hookwright.ledger.NewEvent;
import dev.hookwright.ledger.Rejection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Keeps what is accepted in memory, unless it is away. */
final class MemorySink implements EventSink {
    final List<Event> stored = new CopyOnWriteArrayList<>();
    final List<Rejection> rejections = new CopyOnWriteArrayList<>();
    volatile boolean isAway;

    @Override
    public CompletableFuture<List<Accepted>> accept(List<NewEvent> events, @Nullable String nonce) {
        if (isAway) {
            return CompletableFuture.failedFuture(new LedgerUnavailable("away"));
        }
        events.forEach(one -> stored.add(one.event()));
        return CompletableFuture.completedFuture(events.stream()
                .map(one -> new Accepted(one.event().id(), false, List.of()))
                .toList());
    }

    @Override
    public CompletableFuture<?> capture(String endpoint, String secret, String remoteAddress) {
        return CompletableFuture.completedFuture(1);
    }

    @Override
    public CompletableFuture<Integer> reject(Rejection rejection) {
        rejections.add(rejection);
        return CompletableFuture.completedFuture(1);
    }

    @Override
    public void accepted(Event event, Accepted accepted) {}
}
