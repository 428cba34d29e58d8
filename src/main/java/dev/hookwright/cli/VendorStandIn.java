package dev.hookwright.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A local look-alike of a vendor's API: checks what it is sent, keeps it, and can be told to fail. */
abstract class VendorStandIn implements AutoCloseable {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger failuresLeft = new AtomicInteger();
    private volatile int failureStatus = 503;

    VendorStandIn(Vertx vertx) {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.bodyHandler(body -> answer(request, body)))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /**
     * A call as it came in.
     *
     * @param status what it was answered with
     */
    record Received(String method, String path, String idempotencyKey, JsonNode body, int status) {}

    /** What to answer. */
    record Reply(int status, JsonNode body) {}

    /** Does what the vendor would. */
    abstract Reply call(HttpServerRequest request, JsonNode body);

    /** The next so many calls fail. */
    void failNext(int times, int status) {
        failureStatus = status;
        failuresLeft.set(times);
    }

    List<Received> received() {
        return received;
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    static Reply problem(int status, String message) {
        ObjectNode body = MAPPER.createObjectNode().put("status", "error").put("message", message);
        return new Reply(status, body);
    }

    private void answer(HttpServerRequest request, Buffer bytes) {
        Reply reply;
        JsonNode body = MAPPER.createObjectNode();
        try {
            body = MAPPER.readTree(bytes.getBytes().length == 0 ? "{}" : bytes.toString());
            boolean fails = failuresLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            reply = fails ? problem(failureStatus, "temporarily unavailable") : call(request, body);
        } catch (JsonProcessingException e) {
            reply = problem(400, "the body is not JSON");
        }
        String key = request.getHeader("Idempotency-Key");
        received.add(
                new Received(request.method().name(), request.path(), key == null ? "" : key, body, reply.status()));
        var unused = request.response()
                .setStatusCode(reply.status())
                .putHeader("Content-Type", "application/json")
                .end(reply.body().toString());
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
