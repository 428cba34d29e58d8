package dev.hookwright.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A connection that speaks the DevTools protocol: calls with their answers, and what the browser tells by itself. */
final class DevTools implements WebSocket.Listener {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long LONGEST_WAIT_SECONDS = 30;

    private final Map<Integer, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
    private final StringBuilder message = new StringBuilder();
    private final Consumer<JsonNode> onEvent;
    private final WebSocket socket;
    private int lastId;

    DevTools(URI address, Consumer<JsonNode> onEvent) {
        this.onEvent = onEvent;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, this)
                .join();
    }

    /** Calls a method in a session; of an empty one, the browser's own. Gives the result. */
    synchronized JsonNode call(String session, String method, ObjectNode params) {
        int id = ++lastId;
        ObjectNode request = MAPPER.createObjectNode().put("id", id).put("method", method);
        request.set("params", params);
        if (!session.isEmpty()) {
            request.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        open.put(id, answer);
        socket.sendText(request.toString(), true).join();
        JsonNode json = answer.orTimeout(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS).join();
        if (json.has("error")) {
            throw new IllegalStateException(
                    method + ": " + json.path("error").path("message").asText());
        }
        return json.path("result");
    }

    void close() {
        socket.abort();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        message.append(part);
        if (last) {
            JsonNode json = TestServer.json(message.toString());
            message.setLength(0);
            CompletableFuture<JsonNode> answer =
                    json.has("id") ? open.remove(json.path("id").asInt()) : null;
            if (answer == null) {
                onEvent.accept(json);
            } else {
                answer.complete(json);
            }
        }
        from.request(1);
        return null;
    }
}
