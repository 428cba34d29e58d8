package dev.hookwright.admin;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;

/** A call whose first line or headers are not as HTTP has them, or longer than is taken: no more is known of it. */
final class UnreadableCall {
    private UnreadableCall() {}

    static void refuse(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpLineException) {
            answer(request, 414, "uri-too-long", "The address is too long.");
        } else if (cause instanceof TooLongHttpHeaderException) {
            answer(request, 431, "headers-too-large", "The headers are too large.");
        } else {
            answer(request, 400, "malformed-request", "The head of the call is not HTTP.");
        }
    }

    private static void answer(HttpServerRequest request, int status, String code, String detail) {
        request.response()
                .setStatusCode(status)
                .putHeader("Connection", "close")
                .putHeader("Content-Type", ApiAnswers.PROBLEM_TYPE)
                .end(ApiAnswers.problem(status, code, detail).toString())
                .onComplete(sent -> request.connection().close());
    }
}
