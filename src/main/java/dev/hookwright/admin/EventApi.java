package dev.hookwright.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The calls about events. Blocking: not for an event loop. */
public final class EventApi {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int PAGE = 50;
    private static final Set<String> REPLAY_FIELDS = Set.of("route", "from", "body");

    private final Ledger ledger;
    private final Replays replays;
    private final EventJson json;

    public EventApi(Ledger ledger, Endpoints endpoints, Replays replays) {
        this.ledger = ledger;
        this.replays = replays;
        this.json = new EventJson(ledger, endpoints);
    }

    JsonNode list(MultiMap parameters) {
        EventQuery query = EventQuery.of(parameters, ledger.now());
        EventPage page = ledger.events().list(query.filter(), query.after(), query.limit());
        ObjectNode answer = MAPPER.createObjectNode();
        ArrayNode items = answer.putArray("items");
        page.events().forEach(summary -> items.add(json.summary(summary)));
        UUID next = page.next();
        answer.put("nextCursor", next == null ? null : Ids.text(Ids.EVENT, next));
        Instant searchedUntil = page.searchedUntil();
        return searchedUntil == null ? answer : answer.put("searchedUntil", searchedUntil.toString());
    }

    /** The deliveries that were not stored, because their event was there already; newest first. */
    JsonNode duplicates(MultiMap parameters) {
        UUID before = Optional.ofNullable(parameters.get("cursor"))
                .map(text -> Ids.parse(Ids.DUPLICATE, text)
                        .orElseThrow(
                                () -> new ApiProblem(400, "bad-parameter", "\"cursor\" is what an earlier page gave.")))
                .orElse(null);
        List<Duplicate> found = ledger.duplicates().list(before, PAGE + 1);
        List<Duplicate> page = found.subList(0, Math.min(found.size(), PAGE));
        ObjectNode answer = MAPPER.createObjectNode();
        ArrayNode items = answer.putArray("items");
        page.forEach(duplicate -> items.add(json.duplicate(duplicate)));
        boolean more = found.size() > page.size();
        return answer.put(
                "nextCursor", more ? Ids.text(Ids.DUPLICATE, page.get(PAGE - 1).id()) : null);
    }

    JsonNode event(String id) {
        Event event = find(id);
        return json.whole(event, ledger.runs().ofEvent(event.id()));
    }

    JsonNode replay(String id, String requestBody) {
        Event event = find(id);
        JsonNode request = read(requestBody);
        String route = text(request, "route");
        String from = text(request, "from");
        if (from != null && !from.equals("start") && !from.equals("failed")) {
            throw new ApiProblem(400, "bad-replay", "\"from\" is start or failed.");
        }
        boolean failedOnly = "failed".equals(from);
        if (request.hasNonNull("body")) {
            if (failedOnly) {
                throw new ApiProblem(400, "bad-replay", "A changed body starts from the start.");
            }
            Accepted accepted = replays.edited(event, bytes(request.get("body")), route);
            return answer(accepted.runs().stream().map(Run::id).toList())
                    .put("eventId", Ids.text(Ids.EVENT, accepted.eventId()));
        }
        if (event.payloadDeletedAt() != null) {
            throw new ApiProblem(409, "payload-deleted", "The payload of this event was deleted by retention.");
        }
        List<UUID> runs = failedOnly ? replays.fromFailed(event, route) : replays.fromStart(event, route);
        if (runs.isEmpty()) {
            throw new ApiProblem(
                    409,
                    "nothing-to-replay",
                    failedOnly
                            ? "No run of this event has failed for good."
                            : "No route of the workspace takes this event.");
        }
        return answer(runs);
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

    private static JsonNode read(String body) {
        try {
            JsonNode request = body.isBlank() ? MAPPER.createObjectNode() : MAPPER.readTree(body);
            if (!request.isObject()) {
                throw new ApiProblem(400, "bad-replay", "The body is a JSON object.");
            }
            request.fieldNames().forEachRemaining(name -> {
                if (!REPLAY_FIELDS.contains(name)) {
                    throw new ApiProblem(400, "bad-replay", "There is no field \"" + name + "\".");
                }
            });
            return request;
        } catch (JsonProcessingException e) {
            throw new ApiProblem(400, "bad-replay", "The body is not JSON.");
        }
    }

    private static @Nullable String text(JsonNode request, String name) {
        JsonNode value = request.get(name);
        return value == null || value.isNull() ? null : value.asText();
    }

    private static byte[] bytes(JsonNode body) {
        String text = body.isTextual() ? body.textValue() : body.toString();
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
