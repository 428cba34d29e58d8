package dev.hookwright.intake;

import dev.hookwright.ledger.Accepted;
import dev.hookwright.ledger.Ids;
import dev.hookwright.provider.Acknowledgement;
import dev.hookwright.provider.Handshake;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.stream.Collectors;

/** The answers of the public port: small, JSON, without secrets. */
final class Answers {
    private Answers() {}

    /** @param split whether the sender is told the ids of all */
    static void accepted(
            HttpServerRequest request, List<Accepted> accepted, boolean split, Acknowledgement acknowledgement) {
        if (acknowledgement.text().isPresent()) {
            Acknowledgement.Text text = acknowledgement.text().get();
            var unused = send(request, acknowledgement.status().orElse(200), text.contentType(), text.body());
            return;
        }
        boolean duplicate = accepted.stream().allMatch(Accepted::duplicate);
        String ids =
                split ? accepted.stream().map(Answers::id).collect(Collectors.joining(",", ",\"ids\":[", "]")) : "";
        String word = duplicate ? "duplicate" : "accepted";
        var unused = send(
                request,
                acknowledgement.status().orElse(duplicate ? 200 : 202),
                "application/json",
                "{\"id\":" + id(accepted.get(0)) + ",\"status\":\"" + word + "\"" + ids + "}");
    }

    /** What the event's route says. */
    static void result(HttpServerRequest request, RunAnswer.Result result) {
        request.response().putHeader("X-Content-Type-Options", "nosniff");
        var unused = send(request, result.status(), result.contentType(), Buffer.buffer(result.body()));
    }

    /** The event is stored, and its run is dead: whoever waits for a result must not take it for one that is to come. */
    static void failed(HttpServerRequest request, Accepted accepted) {
        var unused = send(
                request,
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
        answer.headers().forEach(request.response()::putHeader);
        request.response().putHeader("X-Content-Type-Options", "nosniff");
        var unused = send(request, answer.status(), answer.contentType(), answer.body());
    }

    /** @param close whether the rest of what is sent is not worth reading */
    static void refuse(HttpServerRequest request, Decision.Refuse refusal, boolean close) {
        RefusalCode code = refusal.code();
        HttpServerResponse response = request.response();
        if (code == RefusalCode.METHOD_NOT_ALLOWED) {
            response.putHeader("Allow", "POST");
        }
        if (refusal.retryAfterSeconds() > 0) {
            response.putHeader("Retry-After", String.valueOf(refusal.retryAfterSeconds()));
        }
        if (close) {
            response.putHeader("Connection", "close");
        }
        send(request, code.status(), "application/problem+json", code.problemJson())
                .onComplete(sent -> {
                    if (close) {
                        request.connection().close();
                    }
                });
    }

    private static Future<Void> send(HttpServerRequest request, int status, String contentType, String body) {
        return send(request, status, contentType, Buffer.buffer(body));
    }

    private static Future<Void> send(HttpServerRequest request, int status, String contentType, Buffer body) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return Future.succeededFuture();
        }
        return response.setStatusCode(status)
                .putHeader("Content-Type", contentType)
                .end(body);
    }
}
