package dev.hookwright.sandbox;

import dev.hookwright.config.NearestName;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;

/** The port on this machine: each vendor below a path of its own. */
final class SandboxServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final String CONTROL = "/_sandbox";
    private static final int LONGEST_BODY = 8 << 20;
    private static final int LONGEST_LINE = 16 << 10;
    private static final int LONGEST_HEADERS = 64 << 10;
    private static final int WORKERS = 8;
    /** A page of somebody else's that found this port would come under another name. */
    private static final Pattern THIS_MACHINE = Pattern.compile("(?i)(127\\.0\\.0\\.1|localhost|\\[::1])(:[0-9]+)?");

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(WORKERS));
    private final Set<String> vendors;
    private final VendorRoutes routes;
    private final Failures failures;
    private final Journal journal;
    private final ControlApi control;
    private final HttpServer server;

    /** @throws PortTaken if the port cannot be had */
    SandboxServer(int port, Set<String> vendors, VendorRoutes routes, Failures failures, Journal journal) {
        this.vendors = vendors;
        this.routes = routes;
        this.failures = failures;
        this.journal = journal;
        this.control = new ControlApi(vendors, failures, journal);
        HttpServerOptions options = new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LONGEST_HEADERS);
        try {
            server = vertx.createHttpServer(options)
                    .requestHandler(this::receive)
                    .listen(port, HOST)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            vertx.close().toCompletionStage().toCompletableFuture().join();
            String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            throw new PortTaken(port, String.valueOf(reason), "--port");
        }
    }

    int port() {
        return server.actualPort();
    }

    private void receive(HttpServerRequest request) {
        Buffer body = Buffer.buffer();
        request.handler(part -> {
            if (body.length() <= LONGEST_BODY) {
                body.appendBuffer(part);
            }
        });
        request.endHandler(ended -> handle(request, body));
    }

    private void handle(HttpServerRequest request, Buffer body) {
        String path = request.path() == null ? "/" : request.path();
        String query = request.query() == null ? "" : request.query();
        String method = request.method().name();
        if (body.length() > LONGEST_BODY) {
            send(request, Reply.problem(413, "the body is larger than 8 MiB"));
        } else if (path.equals("/") || path.startsWith(CONTROL + "/")) {
            String host = request.getHeader("Host");
            if (host == null || !THIS_MACHINE.matcher(host).matches()) {
                send(request, Reply.problem(403, "call the sandbox 127.0.0.1 or localhost"));
            } else if (path.equals("/")) {
                send(request, RequestsPage.of(journal));
            } else {
                send(request, control.answer(method, path.substring(CONTROL.length()), query, body.getBytes()));
            }
        } else {
            int end = path.indexOf('/', 1);
            String vendor = end < 0 ? path.substring(1) : path.substring(1, end);
            if (!vendors.contains(vendor) || vendor.equals(Vendors.SMTP)) {
                send(
                        request,
                        Reply.problem(
                                404,
                                "there is no vendor \"" + vendor + "\" here (" + NearestName.remedy(vendor, vendors)
                                        + ")"));
                return;
            }
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            request.headers().forEach((name, value) -> headers.merge(name, value, (a, b) -> a + ", " + b));
            String below = end < 0 ? "/" : path.substring(end);
            answer(request, new Call(vendor, method, below, query, headers, body.getBytes()));
        }
    }

    private void answer(HttpServerRequest request, Call call) {
        Optional<Failure> failure = failures.next(call.vendor());
        Runnable answer = () -> {
            if (failure.isPresent() && !failure.get().isOnlySlow()) {
                end(request, call, failure.get().reply());
                return;
            }
            var unused = vertx.executeBlocking(() -> routes.answer(call), false).onComplete(done -> {
                Reply reply = done.succeeded() ? done.result() : Reply.problem(500, "a fault of the sandbox");
                end(request, call, reply);
            });
        };
        int delay = failure.map(Failure::delayMs).orElse(0);
        if (delay > 0) {
            vertx.setTimer(delay, timer -> answer.run());
        } else {
            answer.run();
        }
    }

    private void end(HttpServerRequest request, Call call, Reply reply) {
        journal.add(call, reply.status());
        send(request, reply);
    }

    private static void send(HttpServerRequest request, Reply reply) {
        if (request.response().closed()) {
            return;
        }
        request.response().setStatusCode(reply.status());
        reply.headers().forEach(request.response()::putHeader);
        var unused = request.response().end(reply.body());
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
