package dev.hookwright.intake;

import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.ledger.Accepted;
import dev.hookwright.ledger.Ids;
import dev.hookwright.provider.Acknowledgement;
import dev.hookwright.provider.Handshake;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The answers of the public port: small, JSON, without secrets. */
final class Answers {
    private Answers() {}

    /** @param answer of the run, where one was waited for */
    static void stored(
            HttpServerRequest request,
            Endpoint endpoint,
            Decision.Accept decision,
            List<Accepted> accepted,
            RunAnswer answer) {
        var unused = send(request, toStored(endpoint, decision, accepted, answer));
    }

    static HttpReply toStored(Endpoint endpoint, Decision.Accept decision, List<Accepted> accepted, RunAnswer answer) {
        if (answer instanceof RunAnswer.Result result) {
            return toResult(result);
        }
        return answer instanceof RunAnswer.Failed
                ? toFailed(accepted.get(0))
                : toAccepted(accepted, decision.split(), endpoint.provider().acknowledgement());
    }

    /** @param split whether the sender is told the ids of all */
    private static HttpReply toAccepted(List<Accepted> accepted, boolean split, Acknowledgement acknowledgement) {
        boolean duplicate = accepted.stream().allMatch(Accepted::duplicate);
        int status = acknowledgement.status(duplicate);
        if (acknowledgement.text().isPresent()) {
            Acknowledgement.Text text = acknowledgement.text().get();
            return new HttpReply(status, text.contentType(), text.body());
        }
        String ids =
                split ? accepted.stream().map(Answers::id).collect(Collectors.joining(",", ",\"ids\":[", "]")) : "";
        String word = duplicate ? "duplicate" : "accepted";
        return new HttpReply(
                status,
                "application/json",
                "{\"id\":" + id(accepted.get(0)) + ",\"status\":\"" + word + "\"" + ids + "}");
    }

    /** What the event's route says. */
    private static HttpReply toResult(RunAnswer.Result result) {
        return new HttpReply(
                result.status(),
                Map.of("X-Content-Type-Options", "nosniff", "Content-Type", result.contentType()),
                result.body());
    }

    /** The event is stored, and its run is dead: whoever waits for a result must not take it for one that is to come. */
    private static HttpReply toFailed(Accepted accepted) {
        return new HttpReply(
                500,
                "application/problem+json",
                "{\"type\":\"about:blank\",\"title\":\"Internal server error\",\"status\":500,\"code\":\"run-failed\","
                        + "\"detail\":\"The event is stored, but its run failed and is not tried again.\",\"id\":"
                        + id(accepted) + "}");
    }

    private static String id(Accepted accepted) {
        return "\"" + Ids.text(Ids.EVENT, accepted.eventId()) + "\"";
    }

    static void handshake(HttpServerRequest request, Handshake.Answer answer) {
        var unused = send(request, toHandshake(answer));
    }

    static HttpReply toHandshake(Handshake.Answer answer) {
        Map<String, String> headers = new LinkedHashMap<>(answer.headers());
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Content-Type", answer.contentType());
        return new HttpReply(answer.status(), headers, HttpReply.utf8(answer.body()));
    }

    /** @param close whether the rest of what is sent is not worth reading */
    static void refuse(HttpServerRequest request, Decision.Refuse refusal, boolean close) {
        if (close) {
            request.response().putHeader("Connection", "close");
        }
        send(request, toRefused(refusal)).onComplete(sent -> {
            if (close) {
                LingeringClose.of(request);
            }
        });
    }

    static HttpReply toRefused(Decision.Refuse refusal) {
        Handshake.Answer wanted = refusal.answer();
        if (wanted != null) {
            return toHandshake(wanted);
        }
        RefusalCode code = refusal.code();
        Map<String, String> headers = new LinkedHashMap<>();
        if (code == RefusalCode.METHOD_NOT_ALLOWED) {
            headers.put("Allow", "POST");
        }
        if (refusal.retryAfterSeconds() > 0) {
            headers.put("Retry-After", String.valueOf(refusal.retryAfterSeconds()));
        }
        headers.put("Content-Type", "application/problem+json");
        return new HttpReply(code.status(), headers, HttpReply.utf8(code.problemJson()));
    }

    private static Future<Void> send(HttpServerRequest request, HttpReply reply) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return Future.succeededFuture();
        }
        reply.headers().forEach(response::putHeader);
        return response.setStatusCode(reply.status()).end(Buffer.buffer(reply.body()));
    }
}
