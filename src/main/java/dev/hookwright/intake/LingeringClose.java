package dev.hookwright.intake;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection on which the rest of a refused request may still be coming. Closed at once, it would be reset, and
 * the sender might never read why it was refused (RFC 9112, section 9.6). Little is read for that, and not for long.
 */
final class LingeringClose {
    private static final long MOST_ANNOUNCED = 4 << 20;
    private static final long MOST_UNANNOUNCED = 256 << 10;
    private static final long LONGEST_MILLIS = 2_000;

    private final HttpConnection connection;
    private long left;
    private boolean closed;

    private LingeringClose(HttpConnection connection, long left) {
        this.connection = connection;
        this.left = left;
    }

    /** On the request's own event loop, after it was answered. */
    static void of(HttpServerRequest request) {
        long length = length(request.getHeader("Content-Length"));
        LingeringClose linger = new LingeringClose(request.connection(), length);
        if (request.isEnded() || length > MOST_ANNOUNCED) {
            linger.close();
            return;
        }
        Vertx.currentContext().owner().setTimer(LONGEST_MILLIS, timer -> linger.close());
        request.handler(part -> linger.read(part.length()));
        request.endHandler(end -> linger.close());
        request.exceptionHandler(gone -> linger.close());
        request.resume();
    }

    private static long length(@Nullable String announced) {
        try {
            return announced == null ? MOST_UNANNOUNCED : Long.parseLong(announced);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private void read(int bytes) {
        left -= bytes;
        if (left < 0) {
            close();
        }
    }

    private void close() {
        if (!closed) {
            closed = true;
            connection.close();
        }
    }
}
