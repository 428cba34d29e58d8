package dev.hookwright.routetest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hookwright.config.LocalUrl;
import dev.hookwright.flow.SentCall;
import dev.hookwright.flow.StandInAnswer;
import dev.hookwright.provider.Draft;
import dev.hookwright.provider.HookRequest;
import dev.hookwright.provider.UnreadableBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A port of this machine in the place of what connectors call. Each request is a call, named METHOD /PATH. */
final class StandInServer implements AutoCloseable {
    private static final UUID NO_RUN = new UUID(0, 0);
    private static final int NO_BODY = -1;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Rehearsal rehearsal;

    StandInServer(Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("no port can be had on this machine", e);
        }
        server.createContext("/", this::take);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        InetSocketAddress address = server.getAddress();
        return LocalUrl.of(address.getAddress().getHostAddress(), address.getPort());
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            StandInAnswer answer = rehearsal.take(call(exchange, body));
            if (answer.failure() == null) {
                give(answer, exchange);
            }
        }
    }

    private static SentCall call(HttpExchange exchange, byte[] body) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        String query = exchange.getRequestURI().getRawQuery();
        String step =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
        HookRequest request = new HookRequest(exchange.getRequestMethod(), "", headers, Map.of(), body);
        return new SentCall(
                NO_RUN,
                "",
                step,
                step,
                "",
                body(request),
                joined(headers),
                query == null ? Map.of() : joined(form(query)),
                request.header("idempotency-key").orElse(""));
    }

    /** JSON as it is, a form as an object, anything else as text. */
    private static JsonNode body(HookRequest request) {
        if (request.body().length == 0) {
            return MissingNode.getInstance();
        }
        try {
            if (request.mediaType().equals(Draft.FORM)) {
                var form = JsonNodeFactory.instance.objectNode();
                joined(request.form()).forEach(form::put);
                return form;
            }
            return request.json();
        } catch (UnreadableBody e) {
            return JsonNodeFactory.instance.textNode(new String(request.body(), StandardCharsets.UTF_8));
        }
    }

    private static Map<String, List<String>> form(String query) {
        try {
            return new HookRequest("", "", Map.of(), Map.of(), query.getBytes(StandardCharsets.UTF_8)).form();
        } catch (UnreadableBody e) {
            return Map.of(query, List.of(""));
        }
    }

    private static Map<String, String> joined(Map<String, List<String>> values) {
        Map<String, String> joined = new LinkedHashMap<>();
        values.forEach((name, all) -> joined.put(name, String.join(", ", all)));
        return joined;
    }

    private static void give(StandInAnswer answer, HttpExchange exchange) throws IOException {
        String text = answer.body();
        if (text != null && (text.startsWith("{") || text.startsWith("["))) {
            exchange.getResponseHeaders().set("Content-Type", Draft.JSON);
        }
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? NO_BODY : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
