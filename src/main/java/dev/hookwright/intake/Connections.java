package dev.hookwright.intake;

import dev.hookwright.config.HttpMessages;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps the number of connections bounded, in all and per address, and closes those that send no request. */
final class Connections {
    private final Vertx vertx;
    private final HookServerOptions options;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();
    /** The timers of connections that have sent no whole head of a request yet. */
    private final Map<HttpConnection, Long> deadlines = new ConcurrentHashMap<>();

    Connections(Vertx vertx, HookServerOptions options) {
        this.vertx = vertx;
        this.options = options;
    }

    void opened(HttpConnection connection) {
        HttpMessages.check(connection);
        String address = String.valueOf(connection.remoteAddress().hostAddress());
        int all = open.incrementAndGet();
        int same = byAddress.merge(address, 1, Integer::sum);
        deadlines.put(connection, vertx.setTimer(options.headerDeadline().toMillis(), timer -> connection.close()));
        connection.closeHandler(closed -> {
            requested(connection);
            open.decrementAndGet();
            byAddress.computeIfPresent(address, (name, count) -> count == 1 ? null : count - 1);
        });
        if (all > options.maxConnections() || same > options.maxConnectionsPerAddress()) {
            connection.close();
        }
    }

    /** The head of a request has come. */
    void requested(HttpConnection connection) {
        Long timer = deadlines.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }
}
