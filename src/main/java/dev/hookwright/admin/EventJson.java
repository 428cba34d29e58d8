package dev.hookwright.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.ledger.Attempt;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.EventSummary;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.Run;
import dev.hookwright.ledger.RunStatus;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Events, runs, steps and attempts as the API shows them. */
final class EventJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Ledger ledger;

    EventJson(Ledger ledger) {
        this.ledger = ledger;
    }

    ObjectNode summary(EventSummary summary) {
        ObjectNode json = head(summary.event());
        ArrayNode runs = json.putArray("runs");
        summary.runs().forEach(run -> runs.add(run(run)));
        return json;
    }

    ObjectNode whole(Event event, List<Run> runs) {
        ObjectNode json = head(event);
        json.set("headers", HeaderJson.of(event.headers()));
        ObjectNode query = json.putObject("query");
        event.query().forEach(query::put);
        var deletedAt = event.payloadDeletedAt();
        if (deletedAt == null) {
            putBody(json, event.body());
        } else {
            json.putNull("body").put("payloadDeletedAt", deletedAt.toString());
        }
        ArrayNode all = json.putArray("runs");
        for (Run run : runs) {
            ObjectNode runJson = run(run);
            runJson.set("steps", steps(run.id()));
            all.add(runJson);
        }
        return json;
    }

    private static ObjectNode head(Event event) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("id", Ids.text(Ids.EVENT, event.id()))
                .put("endpoint", event.endpoint())
                .put("provider", event.provider())
                .put("type", event.type())
                .put("dedupKey", event.dedupKey())
                .put("receivedAt", event.receivedAt().toString())
                .put("remoteAddress", event.remoteAddress());
        UUID source = event.sourceEventId();
        return source == null ? json : json.put("sourceEventId", Ids.text(Ids.EVENT, source));
    }

    private static void putBody(ObjectNode json, byte[] body) {
        try {
            json.put(
                    "body",
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(body))
                            .toString());
        } catch (CharacterCodingException e) {
            json.put("body", Base64.getEncoder().encodeToString(body)).put("bodyEncoding", "base64");
        }
    }

    private static ObjectNode run(Run run) {
        boolean waits = run.status() == RunStatus.WAITING;
        var endedAt = run.endedAt();
        return MAPPER.createObjectNode()
                .put("id", Ids.text(Ids.RUN, run.id()))
                .put("route", run.route())
                .put("status", run.status().word())
                .put("attempt", run.attempt())
                .put("dueAt", waits ? run.dueAt().toString() : null)
                .put("error", run.error())
                .put("replay", run.replay())
                .put("createdAt", run.createdAt().toString())
                .put("endedAt", endedAt == null ? null : endedAt.toString());
    }

    private ArrayNode steps(UUID runId) {
        Map<String, ObjectNode> steps = new LinkedHashMap<>();
        for (Attempt attempt : ledger.runs().attempts(runId)) {
            ObjectNode step = steps.computeIfAbsent(
                    attempt.stepKey(),
                    key -> MAPPER.createObjectNode().put("id", attempt.stepId()).put("connector", attempt.connector()));
            step.put("status", attempt.outcome().word());
            step.withArray("attempts").add(attempt(attempt));
        }
        ArrayNode all = MAPPER.createArrayNode();
        steps.values().forEach(all::add);
        return all;
    }

    private static ObjectNode attempt(Attempt attempt) {
        return MAPPER.createObjectNode()
                .put("at", attempt.at().toString())
                .put("durationMs", attempt.durationMillis())
                .put("outcome", attempt.outcome().word())
                .put("statusCode", attempt.statusCode())
                .put("error", attempt.error())
                .put("response", attempt.response());
    }
}
