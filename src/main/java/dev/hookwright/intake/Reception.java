package dev.hookwright.intake;

import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.endpoint.Reply;
import dev.hookwright.ledger.Accepted;
import dev.hookwright.provider.Handshake;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives one request on its connection's event loop: reads the body, has it decided, hands it on, answers. */
final class Reception {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
    private static final byte[] NO_BODY = {};
    /** A key, the same anew where it was an old one, and a confirmation. */
    private static final int MOST_DOWNLOADS = 3;

    private static final Decision.Refuse REPLAYED = new Decision.Refuse(RefusalCode.NOT_VERIFIED, Intake.REPLAYED);
    private static final RunAnswer NOT_YET = new RunAnswer.NotYet();

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final Endpoint endpoint;
    private final Intake intake;
    private final EventSink sink;
    private final HookServerOptions options;
    private final IntakeStatistics statistics;
    private final EndpointCounts counts;
    private final AtomicLong bodyBytesInFlight;
    private final Map<String, List<String>> headers;
    private final String client;
    private Buffer body = Buffer.buffer();
    private int taken;
    private Map<String, List<String>> query = Map.of();
    private long timer = -1;
    private boolean over;

    Reception(
            Vertx vertx,
            HttpServerRequest request,
            Endpoint endpoint,
            Intake intake,
            EventSink sink,
            HookServerOptions options,
            IntakeStatistics statistics,
            EndpointCounts counts,
            AtomicLong bodyBytesInFlight) {
        this.vertx = vertx;
        this.request = request;
        this.endpoint = endpoint;
        this.intake = intake;
        this.sink = sink;
        this.options = options;
        this.statistics = statistics;
        this.counts = counts;
        this.bodyBytesInFlight = bodyBytesInFlight;
        this.headers = ReceivedRequest.values(request.headers(), true);
        this.client = intake.clientOf(String.valueOf(request.remoteAddress().hostAddress()), headers);
    }

    void begin() {
        var early = refusalOfHead();
        if (early.isPresent()) {
            refuse(early.get(), NO_BODY, true);
            return;
        }
        timer = vertx.setTimer(
                options.bodyDeadline().toMillis(),
                id -> refuse(
                        new Decision.Refuse(RefusalCode.REQUEST_TIMEOUT, "the body came too slowly"), NO_BODY, true));
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        request.handler(this::take);
        request.exceptionHandler(this::broken);
        request.endHandler(end -> whole());
    }

    private Optional<Decision.Refuse> refusalOfHead() {
        try {
            query = ReceivedRequest.values(request.params(), false);
        } catch (IllegalArgumentException e) {
            return Optional.of(new Decision.Refuse(RefusalCode.MALFORMED_REQUEST, "the query has a broken %-escape"));
        }
        return UnreadableHead.refusal(request)
                .or(() -> intake.refuseEarly(
                        endpoint, request.method().name(), headers, client, ReceivedRequest.contentLength(headers)));
    }

    /** Either the sender is gone, or what it sends cannot be read any further. */
    private void broken(Throwable cause) {
        if (cause instanceof IOException || cause instanceof VertxException) {
            finish();
        } else {
            String reason = "the body is not in chunks as HTTP has them: " + cause.getMessage();
            refuse(new Decision.Refuse(RefusalCode.MALFORMED_REQUEST, reason), NO_BODY, true);
        }
    }

    private void take(Buffer part) {
        if (over) {
            return;
        }
        taken += part.length();
        long all = bodyBytesInFlight.addAndGet(part.length());
        if (all > options.maxBodyBytesInFlight() && all > taken) {
            refuse(new Decision.Refuse(RefusalCode.CANNOT_STORE, "too many bodies at once"), NO_BODY, true);
            return;
        }
        body.appendBuffer(part);
        if (taken > endpoint.limits().maxBody()) {
            refuse(new Decision.Refuse(RefusalCode.BODY_TOO_LARGE, Intake.tooLarge(taken, endpoint)), NO_BODY, true);
        }
    }

    private void whole() {
        if (over) {
            return;
        }
        vertx.cancelTimer(timer);
        byte[] bytes = body.getBytes();
        body = Buffer.buffer();
        decide(bytes, MOST_DOWNLOADS);
    }

    /** @param downloads that may still be waited for */
    private void decide(byte[] bytes, int downloads) {
        guarded(bytes, () -> act(intake.decide(endpoint, received(bytes)), bytes, downloads));
    }

    /** What the request holds is given back all the same. */
    private void guarded(byte[] bytes, Runnable part) {
        if (over) {
            return;
        }
        try {
            part.run();
        } catch (RuntimeException | StackOverflowError e) {
            refuse(Decision.Refuse.of(e), bytes, false);
        }
    }

    private void act(Decision decision, byte[] bytes, int downloads) {
        if (decision instanceof Decision.Accept accept) {
            store(accept, bytes);
        } else if (decision instanceof Decision.Shake shake) {
            shake(shake.answer());
        } else if (decision instanceof Decision.Await await && downloads > 0) {
            Context context = vertx.getOrCreateContext();
            var unused = intake.downloads()
                    .start(await.download())
                    .whenComplete((done, failure) -> context.runOnContext(again -> decide(bytes, downloads - 1)));
        } else if (decision instanceof Decision.Await await) {
            refuse(await.otherwise(), bytes, false);
        } else if (decision instanceof Decision.Evaluate evaluate) {
            Context context = vertx.getOrCreateContext();
            var unused = intake.evaluations()
                    .decide(endpoint, evaluate.work())
                    .thenAccept(decided -> context.runOnContext(then -> guarded(bytes, () -> act(decided, bytes, 0))));
        } else {
            refuse((Decision.Refuse) decision, bytes, false);
        }
    }

    /** A secret that the sender names is kept before it is told that we have it. */
    private void shake(Handshake.Answer answer) {
        Optional<String> secret = answer.capturedSecret();
        if (secret.isEmpty()) {
            shaken(answer);
            return;
        }
        Context context = vertx.getOrCreateContext();
        var unused = sink.capture(endpoint.name(), secret.get(), client)
                .whenComplete((kept, failure) -> context.runOnContext(then -> {
                    if (failure == null) {
                        shaken(answer);
                    } else {
                        notStored("a secret", failure);
                    }
                }));
    }

    private void shaken(Handshake.Answer answer) {
        counts.handshake();
        finish();
        Answers.handshake(request, answer);
    }

    private void store(Decision.Accept accept, byte[] bytes) {
        Context context = vertx.getOrCreateContext();
        var unused = sink.accept(accept.events(), accept.nonce()).whenComplete((accepted, failure) -> {
            CompletableFuture<RunAnswer> answer =
                    failure == null ? awaitedAnswer(accepted) : CompletableFuture.completedFuture(NOT_YET);
            if (failure == null) {
                for (int i = 0; i < accepted.size(); i++) {
                    sink.accepted(accept.events().get(i).event(), accepted.get(i));
                }
            }
            context.runOnContext(stored -> {
                if (failure != null || accepted == null) {
                    notStored("an event", failure);
                } else if (accepted.isEmpty()) {
                    refuse(REPLAYED, bytes, false);
                } else {
                    stored(accept, accepted, answer, context);
                }
            });
        });
    }

    /** Before the run can have been begun. */
    private CompletableFuture<RunAnswer> awaitedAnswer(List<Accepted> accepted) {
        boolean isOneRun = accepted.size() == 1 && accepted.get(0).runs().size() == 1;
        return endpoint.reply() != null && isOneRun
                ? sink.answer(accepted.get(0).runs().get(0))
                : CompletableFuture.completedFuture(NOT_YET);
    }

    private void stored(
            Decision.Accept decision, List<Accepted> accepted, CompletableFuture<RunAnswer> answer, Context context) {
        finish();
        accepted.forEach(one -> counts.event(one.duplicate()));
        Reply reply = endpoint.reply();
        if (reply == null || answer.isDone()) {
            Answers.stored(request, endpoint, decision, accepted, answer.getNow(NOT_YET));
            return;
        }
        long timeout = vertx.setTimer(reply.timeout().toMillis(), id -> answer.complete(NOT_YET));
        var unused = answer.whenComplete((done, failure) -> context.runOnContext(told -> {
            vertx.cancelTimer(timeout);
            Answers.stored(request, endpoint, decision, accepted, done == null ? NOT_YET : done);
        }));
    }

    private void notStored(String what, @Nullable Throwable failure) {
        finish();
        counts.refusal(RefusalCode.CANNOT_STORE);
        if (statistics.isTimeToTell()) {
            LOG.warn(
                    "{} for {} was not stored: {}; the sender was told 503, as all are until it is said otherwise",
                    what,
                    endpoint.name(),
                    reason(failure));
        }
        Answers.refuse(request, new Decision.Refuse(RefusalCode.CANNOT_STORE, reason(failure)), false);
    }

    private void refuse(Decision.Refuse refusal, byte[] bytes, boolean close) {
        if (over) {
            return;
        }
        finish();
        counts.refusal(refusal.code());
        if (refusal.code() == RefusalCode.INTERNAL_ERROR) {
            LOG.error("a request to {} failed inside: {}; the sender was told 500", endpoint.name(), refusal.reason());
        }
        if (refusal.code() != RefusalCode.CANNOT_STORE) {
            var unused = sink.reject(intake.rejection(received(bytes), refusal, sent(close)));
        }
        Answers.refuse(request, refusal, close);
    }

    /** Gives back what the request held. */
    private void finish() {
        if (!over) {
            over = true;
            vertx.cancelTimer(timer);
            bodyBytesInFlight.addAndGet(-taken);
        }
    }

    private ReceivedRequest received(byte[] bytes) {
        return new ReceivedRequest(
                request.method().name(), endpoint.name(), headers, query, request.query(), client, bytes);
    }

    /** How many bytes the body has; of one that was not awaited and whose length is not said, at least one more. */
    private long sent(boolean more) {
        boolean unknown = headers.containsKey("transfer-encoding") || UnreadableHead.is(request);
        long said = more && unknown ? taken + 1L : ReceivedRequest.contentLength(headers);
        return Math.max(taken, said);
    }

    private static String reason(@Nullable Throwable failure) {
        Throwable cause = failure != null && failure.getCause() != null ? failure.getCause() : failure;
        return cause == null ? "unknown" : String.valueOf(cause.getMessage());
    }
}
