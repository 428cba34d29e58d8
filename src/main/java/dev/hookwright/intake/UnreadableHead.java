package dev.hookwright.intake;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Optional;

/** Requests whose first line or headers are not as HTTP has them (RFC 9112), or longer than is taken. */
final class UnreadableHead {
    static final int MAX_LINE_BYTES = 4 << 10;
    static final int MAX_HEADER_BYTES = 16 << 10;

    private UnreadableHead() {}

    /** Of such a request not more is known than stands before the place where reading it ended. */
    static boolean is(HttpServerRequest request) {
        return request.decoderResult().isFailure();
    }

    /** Why it is refused; empty if the head could be read. */
    static Optional<Decision.Refuse> refusal(HttpServerRequest request) {
        return is(request) ? Optional.of(refusal(request.decoderResult().cause())) : refusalOfHost(request);
    }

    /** RFC 9112, section 3.2. Of two, a proxy in front may have gone by the other. */
    private static Optional<Decision.Refuse> refusalOfHost(HttpServerRequest request) {
        int hosts = request.headers().getAll(HttpHeaders.HOST).size();
        if (hosts > 1) {
            return Optional.of(
                    new Decision.Refuse(RefusalCode.MALFORMED_REQUEST, "there are " + hosts + " Host headers"));
        }
        return hosts == 0 && request.version() == HttpVersion.HTTP_1_1
                ? Optional.of(new Decision.Refuse(RefusalCode.MALFORMED_REQUEST, "there is no Host header"))
                : Optional.empty();
    }

    private static Decision.Refuse refusal(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return new Decision.Refuse(
                    RefusalCode.URI_TOO_LONG, "the first line has more than " + MAX_LINE_BYTES + " bytes");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return new Decision.Refuse(
                    RefusalCode.HEADERS_TOO_LARGE, "the headers have more than " + MAX_HEADER_BYTES + " bytes");
        }
        return new Decision.Refuse(RefusalCode.MALFORMED_REQUEST, "the head is not HTTP: " + cause.getMessage());
    }
}
