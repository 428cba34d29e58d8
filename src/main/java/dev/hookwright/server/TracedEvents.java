package dev.hookwright.server;

import dev.hookwright.endpoint.Endpoints;
import dev.hookwright.intake.EventSink;
import dev.hookwright.intake.RunAnswer;
import dev.hookwright.ledger.Accepted;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.NewEvent;
import dev.hookwright.ledger.Rejection;
import dev.hookwright.ledger.Run;
import dev.hookwright.trace.Sampling;
import dev.hookwright.trace.Spans;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Tells the span of each event that is accepted. Only there where spans are sent. */
record TracedEvents(EventSink sink, Endpoints endpoints, Spans spans, Sampling sampling, InstantSource clock)
        implements EventSink {
    @Override
    public void accepted(Event event, Accepted accepted) {
        sink.accepted(event, accepted);
        spans.accepted(event, accepted, status(event, accepted), clock.instant(), sampling);
    }

    /** Of what waits for a run's result nobody knows it yet. */
    private OptionalInt status(Event event, Accepted accepted) {
        return endpoints
                .find(event.endpoint())
                .filter(endpoint -> endpoint.reply() == null)
                .map(endpoint ->
                        OptionalInt.of(endpoint.provider().acknowledgement().status(accepted.duplicate())))
                .orElse(OptionalInt.empty());
    }

    @Override
    public CompletableFuture<List<Accepted>> accept(List<NewEvent> events, @Nullable String nonce) {
        return sink.accept(events, nonce);
    }

    @Override
    public CompletableFuture<?> capture(String endpoint, String secret, String remoteAddress) {
        return sink.capture(endpoint, secret, remoteAddress);
    }

    @Override
    public CompletableFuture<Integer> reject(Rejection rejection) {
        return sink.reject(rejection);
    }

    @Override
    public CompletableFuture<RunAnswer> answer(Run run) {
        return sink.answer(run);
    }
}
