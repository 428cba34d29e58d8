package dev.hookwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** HubSpot's batch upsert of contacts. */
final class HubSpotStandIn extends VendorStandIn {
    static final String TOKEN = "pat-eu1-stand-in";

    private final Map<String, JsonNode> contacts = new ConcurrentSkipListMap<>();

    HubSpotStandIn(Vertx vertx) {
        super(vertx);
    }

    /** By e-mail address. */
    Map<String, JsonNode> contacts() {
        return contacts;
    }

    @Override
    Reply call(HttpServerRequest request, JsonNode body) {
        if (!("Bearer " + TOKEN).equals(request.getHeader("Authorization"))) {
            return problem(401, "Authentication credentials not found or not valid.");
        }
        if (!request.method().name().equals("POST")
                || !request.path().equals("/crm/v3/objects/contacts/batch/upsert")) {
            return problem(404, "No such resource.");
        }
        ObjectNode answer = MAPPER.createObjectNode().put("status", "COMPLETE");
        ArrayNode results = answer.putArray("results");
        for (JsonNode input : body.path("inputs")) {
            String email = input.path("id").asText();
            if (!input.path("idProperty").asText().equals("email") || !email.contains("@")) {
                return problem(400, "Property values were not valid.");
            }
            boolean isNew = contacts.put(email, input.path("properties")) == null;
            ObjectNode result = results.addObject();
            result.put("id", String.valueOf(1_000 + contacts.size())).put("new", isNew);
            result.set("properties", input.path("properties"));
        }
        return results.isEmpty() ? problem(400, "inputs must not be empty.") : new Reply(200, answer);
    }
}
