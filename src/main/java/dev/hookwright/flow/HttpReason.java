package dev.hookwright.flow;

import io.netty.handler.codec.http.HttpResponseStatus;

/** The words that go with a status, as servers say them. */
final class HttpReason {
    private HttpReason() {}

    static String of(int status) {
        return HttpResponseStatus.valueOf(status).reasonPhrase();
    }
}
