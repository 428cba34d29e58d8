package dev.hookwright.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.endpoint.Endpoints;
import dev.hookwright.ledger.Attempt;
import dev.hookwright.ledger.Duplicate;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.EventSummary;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.RouteVersion;
import dev.hookwright.ledger.Run;
import dev.hookwright.ledger.RunStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Events, runs, steps and attempts as the API shows them. */
final class EventJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Ledger ledger;
    private final Endpoints endpoints;
    private final Predicate<String> mayDouble;
    private final HeaderJson headers;
    private final BiConsumer<Attempt, ObjectNode> more;

    /** @param mayDouble whether a repeated call of a connector may do again what the first did */
    EventJson(Ledger ledger, Endpoints endpoints, Predicate<String> mayDouble, HeaderJson headers) {
        this(ledger, endpoints, mayDouble, headers, (attempt, json) -> {});
    }

    /** @param more adds to what is shown of each attempt */
    EventJson(
            Ledger ledger,
            Endpoints endpoints,
            Predicate<String> mayDouble,
            HeaderJson headers,
            BiConsumer<Attempt, ObjectNode> more) {
        this.more = more;
        this.headers = headers;
        this.ledger = ledger;
        this.endpoints = endpoints;
        this.mayDouble = mayDouble;
    }

    ObjectNode summary(EventSummary summary) {
        return listed(
                summary, ledger.duplicates().count(summary.event().id()), starters(summary.event(), summary.runs()));
    }

    /** @param starters of the runs that others started, which run did */
    static ObjectNode listed(EventSummary summary, long duplicateCount, Map<UUID, UUID> starters) {
        ObjectNode json = head(summary.event()).put("duplicateCount", duplicateCount);
        ArrayNode runs = json.putArray("runs");
        summary.runs().forEach(run -> runs.add(run(run, starters)));
        return json;
    }

    ObjectNode whole(Event event, List<Run> runs) {
        ObjectNode json = head(event)
                .put("dedupKeySource", dedupKeySource(event))
                .put("duplicateCount", ledger.duplicates().count(event.id()));
        UUID source = event.sourceEventId();
        json.put("replayOf", source == null ? null : Ids.text(Ids.EVENT, source));
        ArrayNode replayedBy = json.putArray("replayedBy");
        ledger.events().editedFrom(event.id()).forEach(id -> replayedBy.add(Ids.text(Ids.EVENT, id)));
        ArrayNode duplicates = json.putArray("duplicates");
        ledger.duplicates().of(event.id()).forEach(duplicate -> duplicates.add(delivery(duplicate)));
        json.set("headers", headers.of(event.headers()));
        json.set("query", headers.of(event.query()));
        var deletedAt = event.payloadDeletedAt();
        if (deletedAt == null) {
            new ShownBodies(endpoints).put(json, event.endpoint(), event.body());
        } else {
            json.putNull("body").put("payloadDeletedAt", deletedAt.toString());
        }
        ArrayNode all = json.putArray("runs");
        Map<UUID, UUID> starters = starters(event, runs);
        for (Run run : runs) {
            ObjectNode runJson = run(run, starters);
            runJson.set("steps", steps(run.id()));
            all.add(runJson);
        }
        return json;
    }

    /** Where the key comes from, as the endpoint is described now. */
    private @Nullable String dedupKeySource(Event event) {
        return event.dedupKey() == null ? null : dedupKeySource(event.endpoint());
    }

    private @Nullable String dedupKeySource(String endpointName) {
        return endpoints
                .find(endpointName)
                .map(endpoint -> endpoint.dedupKey().source(endpoint.provider()))
                .orElse(null);
    }

    /** A delivery that was not stored, because its event was there already. */
    ObjectNode duplicate(Duplicate duplicate) {
        String endpoint = duplicate.endpoint();
        return delivery(duplicate)
                .put("id", Ids.text(Ids.DUPLICATE, duplicate.id()))
                .put("eventId", Ids.text(Ids.EVENT, duplicate.eventId()))
                .put("endpoint", endpoint)
                .put("dedupKey", duplicate.dedupKey())
                .put("dedupKeySource", endpoint == null ? null : dedupKeySource(endpoint));
    }

    private static ObjectNode delivery(Duplicate duplicate) {
        return MAPPER.createObjectNode()
                .put("at", duplicate.at().toString())
                .put("remoteAddress", duplicate.remoteAddress())
                .put("deliveries", duplicate.deliveries());
    }

    private static ObjectNode head(Event event) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("id", Ids.text(Ids.EVENT, event.id()))
                .put("endpoint", event.endpoint())
                .put("provider", event.provider())
                .put("type", event.type())
                .put("dedupKey", event.dedupKey())
                .put("receivedAt", time(event.receivedAt()))
                .put("remoteAddress", event.remoteAddress());
        UUID source = event.sourceEventId();
        return source == null ? json : json.put("sourceEventId", Ids.text(Ids.EVENT, source));
    }

    /** Of an event with one run none was started by another. */
    private Map<UUID, UUID> starters(Event event, List<Run> runs) {
        return runs.size() < 2 ? Map.of() : ledger.later().startedBy(event.id());
    }

    static ObjectNode run(Run run) {
        return run(run, Map.of());
    }

    private static ObjectNode run(Run run, Map<UUID, UUID> starters) {
        boolean waits = run.status() == RunStatus.WAITING;
        var endedAt = run.endedAt();
        UUID startedBy = starters.get(run.id());
        Long version = run.version();
        return MAPPER.createObjectNode()
                .put("id", Ids.text(Ids.RUN, run.id()))
                .put("route", run.route())
                .put("status", run.status().word())
                .put("attempt", run.attempt())
                .put("dueAt", waits ? time(run.dueAt()) : null)
                .put("error", run.error())
                .put("version", version == null ? null : RouteVersion.text(version))
                .put("replay", run.replay())
                .put("startedBy", startedBy == null ? null : Ids.text(Ids.RUN, startedBy))
                .put("createdAt", time(run.createdAt()))
                .put("endedAt", endedAt == null ? null : time(endedAt));
    }

    private ArrayNode steps(UUID runId) {
        Map<String, ObjectNode> steps = new LinkedHashMap<>();
        Set<String> mayBeDone = new HashSet<>();
        for (Attempt attempt : ledger.runs().attempts(runId)) {
            ObjectNode step = steps.computeIfAbsent(
                    attempt.stepKey(),
                    key -> MAPPER.createObjectNode().put("id", attempt.stepId()).put("connector", attempt.connector()));
            step.put("status", attempt.outcome().word());
            if (attempt.outcome() == Attempt.Outcome.UNKNOWN) {
                mayBeDone.add(attempt.stepKey());
            }
            boolean perhapsTwice = attempt.outcome() == Attempt.Outcome.SUCCEEDED
                    && mayBeDone.contains(attempt.stepKey())
                    && mayDouble.test(attempt.connector());
            ObjectNode attemptJson = attempt(attempt).put("perhapsTwice", perhapsTwice);
            attemptJson.set("request", request(attempt));
            more.accept(attempt, attemptJson);
            step.withArray("attempts").add(attemptJson);
        }
        ArrayNode all = MAPPER.createArrayNode();
        steps.values().forEach(all::add);
        return all;
    }

    static ObjectNode attempt(Attempt attempt) {
        return MAPPER.createObjectNode()
                .put("at", time(attempt.at()))
                .put("durationMs", attempt.durationMillis())
                .put("outcome", attempt.outcome().word())
                .put("statusCode", attempt.statusCode())
                .put("error", attempt.error())
                .put("response", attempt.response());
    }

    /** What was sent; null where it is not recorded. */
    private static JsonNode request(Attempt attempt) {
        String request = attempt.request();
        try {
            return request == null ? NullNode.getInstance() : MAPPER.readTree(request);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a recorded request is not readable", e);
        }
    }

    /** As it is stored. */
    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
