package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.Ledger;
import java.util.List;
import java.util.Map;

/**
 * The call that tells what a sender has proved by who it is, for handing an event on as it came. It changes nothing, but
 * is a POST like what does: so that it is written down who has asked.
 */
public final class CredentialApi implements ApiPart {
    private final Ledger ledger;

    public CredentialApi(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public List<Operation> operations() {
        return List.of(Operation.post(
                        "/events/{id}/credentials",
                        Role.ADMIN,
                        "An event's headers, query and body with the credentials in them; the audit log says who asked.")
                .gives("EventCredentials", this::credentials));
    }

    private JsonNode credentials(ApiCall call) {
        String id = call.path("id");
        Event event = Ids.parse(Ids.EVENT, id)
                .flatMap(uuid -> ledger.events().find(uuid))
                .orElseThrow(() -> new ApiProblem(404, "no-such-event", "There is no event \"" + id + "\"."));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("headers", whole(event.headers()));
        json.set("query", whole(event.query()));
        if (event.payloadDeletedAt() == null) {
            BodyJson.put(json, event.body());
        }
        return json;
    }

    private static ObjectNode whole(Map<String, String> fields) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        fields.forEach(json::put);
        return json;
    }
}
