package dev.hookwright.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hookwright.config.ContentType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Something outside that routes call: keeps what it is sent and answers as it is told. */
public final class Target implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Call> calls = new ArrayList<>();
    private volatile Function<Call, Reply> behaviour = call -> Reply.ok("{}");

    static {
        // Otherwise answers wait forty milliseconds for the client's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    public Target() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /**
     * A request that came.
     *
     * @param headers names in lower case
     */
    public record Call(
            Instant at, String method, String path, String query, Map<String, String> headers, String body) {}

    /** @param body that is sent in the encoding that the Content-Type names, else in UTF-8 */
    public record Reply(int status, Map<String, String> headers, String body) {
        public static Reply ok(String body) {
            return new Reply(200, Map.of("Content-Type", "application/json"), body);
        }

        public static Reply status(int status) {
            return new Reply(status, Map.of(), "");
        }
    }

    public void answer(Function<Call, Reply> newBehaviour) {
        behaviour = newBehaviour;
    }

    /** Answers everything alike, after so long. */
    public void answerAfter(Duration time) {
        answer(call -> {
            try {
                TimeUnit.MILLISECONDS.sleep(time.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Reply.ok("{}");
        });
    }

    /** Answers each path with its replies one after another, the last one for ever. */
    public void script(Map<String, List<Reply>> replies) {
        Map<String, Integer> next = new ConcurrentHashMap<>();
        answer(call -> {
            List<Reply> list = replies.getOrDefault(call.path(), List.of(Reply.ok("{}")));
            int turn = next.merge(call.path(), 1, Integer::sum) - 1;
            return list.get(Math.min(turn, list.size() - 1));
        });
    }

    /** Those that came so far. */
    public List<Call> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    public List<Call> calls(String path) {
        return calls().stream().filter(call -> call.path().equals(path)).toList();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String query = exchange.getRequestURI().getRawQuery();
        Call call = new Call(
                Instant.now(),
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                query == null ? "" : query,
                headers,
                body);
        synchronized (calls) {
            calls.add(call);
        }
        Reply reply = behaviour.apply(call);
        byte[] bytes = reply.body()
                .getBytes(ContentType.of(reply.headers().getOrDefault("Content-Type", ""))
                        .encoding());
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
