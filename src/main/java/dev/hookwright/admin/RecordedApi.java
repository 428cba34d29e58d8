package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.endpoint.Endpoints;
import dev.hookwright.ledger.Attempt;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.Ledger;
import java.util.List;
import java.util.function.UnaryOperator;

/** An event with all that its steps gave to its routes: what it takes to go through other routes with it. Blocking. */
public final class RecordedApi implements ApiPart {
    private final Ledger ledger;
    private final EventJson json;

    /** @param redact takes secrets out of a text */
    public RecordedApi(Ledger ledger, Endpoints endpoints, UnaryOperator<String> redact) {
        RecordedResult results = new RecordedResult(redact);
        this.ledger = ledger;
        this.json = new EventJson(
                ledger,
                endpoints,
                connector -> false,
                new HeaderJson(redact),
                (attempt, shown) -> shown.set(
                        "result",
                        results.shown(attempt.outcome() == Attempt.Outcome.SUCCEEDED ? attempt.result() : null)));
    }

    @Override
    public List<Operation> operations() {
        return List.of(Operation.get(
                        "/events/{id}/recorded", Role.OPERATOR, "An event with all that its steps gave to its routes.")
                .gives("RecordedEvent", this::recorded));
    }

    private JsonNode recorded(ApiCall call) {
        if (call.isMasked()) {
            throw new ApiProblem(
                    403,
                    "not-allowed",
                    "Fields of payloads are hidden from your role, and what is hidden cannot be compared.");
        }
        String id = call.path("id");
        Event event = Ids.parse(Ids.EVENT, id)
                .flatMap(uuid -> ledger.events().find(uuid))
                .orElseThrow(() -> new ApiProblem(404, "no-such-event", "There is no event \"" + id + "\"."));
        return json.whole(event, ledger.runs().ofEvent(event.id()));
    }
}
