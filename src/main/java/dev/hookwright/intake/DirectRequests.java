package dev.hookwright.intake;

import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.ledger.Accepted;
import dev.hookwright.provider.HookRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes requests that come over no network, as the public server would. Where that waits for keys, this refuses. */
public final class DirectRequests {
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
     */
    public Answer take(Endpoint endpoint, HookRequest request, String client) {
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
        if (decision instanceof Decision.Accept accept) {
            return stored(endpoint, received, accept);
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

    private Answer stored(Endpoint endpoint, ReceivedRequest received, Decision.Accept accept) {
        List<Accepted> accepted = sink.accept(accept.events(), accept.nonce()).join();
        for (int i = 0; i < accepted.size(); i++) {
            sink.accepted(accept.events().get(i).event(), accepted.get(i));
        }
        if (accepted.isEmpty()) {
            return refused(received, new Decision.Refuse(RefusalCode.NOT_VERIFIED, Intake.REPLAYED));
        }
        return answer(
                Answers.toAccepted(accepted, accept.split(), endpoint.provider().acknowledgement()),
                null,
                accepted.stream().map(Accepted::eventId).toList());
    }

    private Answer refused(ReceivedRequest received, Decision.Refuse refusal) {
        sink.reject(intake.rejection(received, refusal, received.body().length)).join();
        return answer(Answers.toRefused(refusal), refusal.reason(), List.of());
    }

    private static Answer answer(HttpReply reply, @Nullable String reason, List<UUID> events) {
        return new Answer(reply.status(), reply.headers(), reply.body(), reason, events);
    }
}
