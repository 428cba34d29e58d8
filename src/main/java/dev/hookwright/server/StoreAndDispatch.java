package dev.hookwright.server;

import dev.hookwright.dispatch.Answers;
import dev.hookwright.dispatch.Dispatcher;
import dev.hookwright.dispatch.RouteAnswer;
import dev.hookwright.intake.EventSink;
import dev.hookwright.intake.RunAnswer;
import dev.hookwright.ledger.Accepted;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.LedgerUnavailable;
import dev.hookwright.ledger.NewEvent;
import dev.hookwright.ledger.Rejection;
import dev.hookwright.ledger.Run;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What intake takes in goes to the ledger, and what is on disk to the dispatcher. */
record StoreAndDispatch(Ledger ledger, Dispatcher dispatcher, DiskGuard guard, RejectionPace pace)
        implements EventSink {
    @Override
    public CompletableFuture<List<Accepted>> accept(List<NewEvent> events, @Nullable String nonce) {
        Optional<String> refusal = guard.refusal();
        if (refusal.isPresent()) {
            return CompletableFuture.failedFuture(new LedgerUnavailable(refusal.get()));
        }
        if (events.size() > 1 || nonce != null) {
            return ledger.acceptAll(events, dispatcher.hasRoom(), nonce);
        }
        NewEvent only = events.get(0);
        return ledger.accept(only, dispatcher.hasRoom()).thenApply(List::of);
    }

    @Override
    public CompletableFuture<RunAnswer> answer(Run run) {
        if (ledger.queue().isShared() && !ledger.owns(run)) {
            return CompletableFuture.completedFuture(new RunAnswer.NotYet());
        }
        CompletableFuture<Answers.Answer> awaited = dispatcher.answers().await(run.id());
        CompletableFuture<RunAnswer> answer = awaited.thenApply(StoreAndDispatch::answer);
        // Whoever waits no longer is forgotten.
        var unused = answer.whenComplete((told, failure) -> awaited.cancel(false));
        return answer;
    }

    private static RunAnswer answer(Answers.Answer told) {
        RouteAnswer answer = told.answer();
        if (answer != null) {
            return new RunAnswer.Result(answer.status(), answer.contentType(), answer.body());
        }
        return told.dead() ? new RunAnswer.Failed() : new RunAnswer.NotYet();
    }

    @Override
    public CompletableFuture<?> capture(String endpoint, String secret, String remoteAddress) {
        Optional<String> refusal = guard.refusal();
        return refusal.isPresent()
                ? CompletableFuture.failedFuture(new LedgerUnavailable(refusal.get()))
                : ledger.secrets().keep(endpoint, secret, remoteAddress);
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
