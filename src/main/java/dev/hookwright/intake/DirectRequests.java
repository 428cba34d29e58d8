package dev.hookwright.intake;

import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.ledger.Accepted;
import dev.hookwright.provider.HookRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes requests that come over no network, as the public server would. Where that waits for keys, this refuses. */
public final class DirectRequests {
    private static final RunAnswer NOT_YET = new RunAnswer.NotYet();
    private static final long LAST_WORD_SECONDS = 1;

    private final Intake intake;
    private final EventSink sink;

    public DirectRequests(Intake intake, EventSink sink) {
        this.intake = intake;
        this.sink = sink;
    }

    /**
     * What was answered, and why.
     *
     * @param reason of a refusal, which the sender is not told; null if it was none
     * @param events that the request held, also where they were known already
     */
    public record Answer(
            int status,
            Map<String, String> headers,
            String body,
            @Nullable String reason,
            List<UUID> events) {}

    /**
     * Takes one.
     *
     * @param request with lower-case header names
     * @param client who sends it
     * @param settle is told of the events, and waits until nothing more happens now: whoever waits for a run's result is answered then
     */
    public Answer take(Endpoint endpoint, HookRequest request, String client, Consumer<List<UUID>> settle) {
        int mark = request.url().indexOf('?');
        ReceivedRequest received = new ReceivedRequest(
                request.method(),
                endpoint.name(),
                request.headers(),
                request.query(),
                mark < 0 ? null : request.url().substring(mark + 1),
                client,
                request.body());
        var early = intake.refuseEarly(endpoint, received.method(), received.headers(), client, received.body().length);
        Decision decision = early.isPresent() ? early.get() : intake.decide(endpoint, received);
        if (decision instanceof Decision.Evaluate evaluate) {
            decision = intake.evaluations().decide(endpoint, evaluate.work()).join();
        }
        if (decision instanceof Decision.Accept accept) {
            return stored(endpoint, received, accept, settle);
        }
        if (decision instanceof Decision.Shake shake) {
            shake.answer()
                    .capturedSecret()
                    .ifPresent(secret ->
                            sink.capture(endpoint.name(), secret, client).join());
            return answer(Answers.toHandshake(shake.answer()), null, List.of());
        }
        return refused(
                received, decision instanceof Decision.Await wait ? wait.otherwise() : (Decision.Refuse) decision);
    }

    private Answer stored(
            Endpoint endpoint, ReceivedRequest received, Decision.Accept accept, Consumer<List<UUID>> settle) {
        List<Accepted> accepted = sink.accept(accept.events(), accept.nonce()).join();
        boolean isOneRun = accepted.size() == 1 && accepted.get(0).runs().size() == 1;
        CompletableFuture<RunAnswer> awaited = endpoint.reply() != null && isOneRun
                ? sink.answer(accepted.get(0).runs().get(0))
                : CompletableFuture.completedFuture(NOT_YET);
        for (int i = 0; i < accepted.size(); i++) {
            sink.accepted(accept.events().get(i).event(), accepted.get(i));
        }
        if (accepted.isEmpty()) {
            return refused(received, new Decision.Refuse(RefusalCode.NOT_VERIFIED, Intake.REPLAYED));
        }
        List<UUID> ids = accepted.stream().map(Accepted::eventId).toList();
        settle.accept(ids);
        // The run has come to rest, of which the waiting sender is told in a moment, unless the process died meanwhile.
        RunAnswer told = awaited.completeOnTimeout(NOT_YET, LAST_WORD_SECONDS, TimeUnit.SECONDS)
                .join();
        return answer(Answers.toStored(endpoint, accept, accepted, told), null, ids);
    }

    private Answer refused(ReceivedRequest received, Decision.Refuse refusal) {
        sink.reject(intake.rejection(received, refusal, received.body().length)).join();
        return answer(Answers.toRefused(refusal), refusal.reason(), List.of());
    }

    private static Answer answer(HttpReply reply, @Nullable String reason, List<UUID> events) {
        return new Answer(
                reply.status(), reply.headers(), new String(reply.body(), StandardCharsets.UTF_8), reason, events);
    }
}
