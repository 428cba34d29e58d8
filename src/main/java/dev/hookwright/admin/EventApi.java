package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.endpoint.Endpoints;
import dev.hookwright.ledger.Accepted;
import dev.hookwright.ledger.Duplicate;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.EventPage;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.Run;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The calls about events. Blocking: not for an event loop. */
public final class EventApi implements ApiPart {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> REPLAY_FIELDS = Set.of("route", "from", "body");

    private static final String NO_ROUTE = "No route of the workspace takes this event, or not the one that is named.";

    private final Ledger ledger;
    private final Replays replays;
    private final EventJson json;

    /**
     * The calls about a ledger's events.
     *
     * @param mayDouble whether a repeated call of a connector may do again what the first did
     * @param redact takes secrets out of a text
     */
    public EventApi(
            Ledger ledger,
            Endpoints endpoints,
            Replays replays,
            Predicate<String> mayDouble,
            UnaryOperator<String> redact) {
        this.ledger = ledger;
        this.replays = replays;
        this.json = new EventJson(ledger, endpoints, mayDouble, new HeaderJson(redact));
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get("/events", Role.VIEWER, "Events, newest first.")
                        .query(EventQuery.PARAMETERS)
                        .gives("EventList", this::list),
                Operation.get("/events/{id}", Role.VIEWER, "An event with its runs, their steps and attempts.")
                        .gives("Event", call -> event(call.path("id"))),
                Operation.post("/events/{id}/replay", Role.OPERATOR, "Runs an event again, behind the live ones.")
                        .takes("Replay")
                        .status(202)
                        .gives("Replayed", this::replay),
                Operation.get("/duplicates", Role.VIEWER, "Deliveries of events that were there already, newest first.")
                        .query(PageRequest.PARAMETERS)
                        .gives("DuplicateList", this::duplicates));
    }

    private JsonNode list(ApiCall call) {
        EventQuery query = EventQuery.of(call.query(), ledger.now());
        PageRequest asked = query.page();
        EventPage page = ledger.events().list(query.filter(), asked.before(), asked.limit());
        ObjectNode answer = PageRequest.whole(page.events(), json::summary);
        UUID next = page.next();
        answer.put("nextCursor", next == null ? null : Ids.text(Ids.EVENT, next));
        Instant searchedUntil = page.searchedUntil();
        return searchedUntil == null ? answer : answer.put("searchedUntil", searchedUntil.toString());
    }

    private JsonNode duplicates(ApiCall call) {
        PageRequest page = PageRequest.of(call.query(), Ids.DUPLICATE);
        return page.answer(ledger.duplicates().list(page.before(), page.toRead()), Duplicate::id, json::duplicate);
    }

    private JsonNode event(String id) {
        Event event = find(id);
        return json.whole(event, ledger.runs().ofEvent(event.id()));
    }

    private JsonNode replay(ApiCall call) {
        Event event = find(call.path("id"));
        CallBody request = call.body("bad-replay", REPLAY_FIELDS);
        String route = request.textOrNull("route");
        String from = request.textOrNull("from");
        if (from != null && !from.equals("start") && !from.equals("failed")) {
            throw new ApiProblem(400, "bad-replay", "\"from\" is start or failed.");
        }
        boolean failedOnly = "failed".equals(from);
        JsonNode body = request.json("body");
        if (!body.isMissingNode() && !body.isNull()) {
            if (failedOnly) {
                throw new ApiProblem(400, "bad-replay", "A changed body starts from the start.");
            }
            Accepted accepted = replays.edited(event, body, route).orElseThrow(() -> nothing(NO_ROUTE));
            return answer(accepted.runs().stream().map(Run::id).toList())
                    .put("eventId", Ids.text(Ids.EVENT, accepted.eventId()));
        }
        if (event.payloadDeletedAt() != null) {
            throw new ApiProblem(409, "payload-deleted", "The payload of this event was deleted by retention.");
        }
        List<UUID> runs = failedOnly ? replays.fromFailed(event, route) : replays.fromStart(event, route);
        if (runs.isEmpty()) {
            throw nothing(failedOnly ? "No run of this event has failed." : NO_ROUTE);
        }
        return answer(runs);
    }

    private static ApiProblem nothing(String why) {
        return new ApiProblem(409, "nothing-to-replay", why);
    }

    private static ObjectNode answer(List<UUID> runs) {
        ObjectNode answer = MAPPER.createObjectNode();
        ArrayNode ids = answer.putArray("runIds");
        runs.forEach(run -> ids.add(Ids.text(Ids.RUN, run)));
        return answer;
    }

    private Event find(String id) {
        return Ids.parse(Ids.EVENT, id)
                .flatMap(uuid -> ledger.events().find(uuid))
                .orElseThrow(() -> new ApiProblem(404, "no-such-event", "There is no event \"" + id + "\"."));
    }
}
