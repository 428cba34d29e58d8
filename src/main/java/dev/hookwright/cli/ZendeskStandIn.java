package dev.hookwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Zendesk's creation of tickets, which heeds the Idempotency-Key. */
final class ZendeskStandIn extends VendorStandIn {
    static final String EMAIL = "agent@example.com";
    static final String API_TOKEN = "zd-stand-in";

    private final List<JsonNode> tickets = new CopyOnWriteArrayList<>();
    private final Map<String, JsonNode> byIdempotencyKey = new ConcurrentHashMap<>();

    ZendeskStandIn(Vertx vertx) {
        super(vertx);
    }

    List<JsonNode> tickets() {
        return tickets;
    }

    @Override
    Reply call(HttpServerRequest request, JsonNode body) {
        String login =
                Base64.getEncoder().encodeToString((EMAIL + "/token:" + API_TOKEN).getBytes(StandardCharsets.UTF_8));
        if (!("Basic " + login).equals(request.getHeader("Authorization"))) {
            return problem(401, "Couldn't authenticate you");
        }
        if (!request.method().name().equals("POST") || !request.path().equals("/api/v2/tickets")) {
            return problem(404, "InvalidEndpoint");
        }
        JsonNode wanted = body.path("ticket");
        if (wanted.path("comment").path("body").asText().isEmpty()) {
            return problem(422, "RecordInvalid");
        }
        String key = request.getHeader("Idempotency-Key");
        JsonNode before = key == null ? null : byIdempotencyKey.get(key);
        request.response().putHeader("x-idempotency-lookup", before == null ? "miss" : "hit");
        ObjectNode answer = MAPPER.createObjectNode();
        answer.set("ticket", before == null ? create(wanted, key) : before);
        return new Reply(201, answer);
    }

    private JsonNode create(JsonNode wanted, @Nullable String key) {
        ObjectNode ticket = wanted.deepCopy();
        ticket.put("id", 35_436 + tickets.size());
        tickets.add(ticket);
        if (key != null) {
            byIdempotencyKey.put(key, ticket);
        }
        return ticket;
    }
}
