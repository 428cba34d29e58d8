package dev.hookwright.intake;

import dev.hookwright.ledger.Accepted;
import dev.hookwright.ledger.Ids;
import dev.hookwright.provider.Handshake;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** The answers of the public port: small, JSON, without secrets. */
final class Answers {
    private static final String RETRY_AFTER_SECONDS = "5";

    private Answers() {}

    static void accepted(HttpServerRequest request, Accepted accepted) {
        int status = accepted.duplicate() ? 200 : 202;
        String word = accepted.duplicate() ? "duplicate" : "accepted";
        var unused = send(
                request,
                status,
                "application/json",
                "{\"id\":\"" + Ids.text(Ids.EVENT, accepted.eventId()) + "\",\"status\":\"" + word + "\"}");
    }

    static void handshake(HttpServerRequest request, Handshake.Answer answer) {
        answer.headers().forEach(request.response()::putHeader);
        request.response().putHeader("X-Content-Type-Options", "nosniff");
        var unused = send(request, answer.status(), answer.contentType(), answer.body());
    }

    /** @param close whether the rest of what is sent is not worth reading */
    static void refuse(HttpServerRequest request, RefusalCode code, boolean close) {
        HttpServerResponse response = request.response();
        if (code == RefusalCode.METHOD_NOT_ALLOWED) {
            response.putHeader("Allow", "POST");
        }
        if (code.status() == 503) {
            response.putHeader("Retry-After", RETRY_AFTER_SECONDS);
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
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return Future.succeededFuture();
        }
        return response.setStatusCode(status)
                .putHeader("Content-Type", contentType)
                .end(body);
    }
}
