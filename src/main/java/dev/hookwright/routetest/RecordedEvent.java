package dev.hookwright.routetest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An event that came once, and what became of it.
 *
 * @param told as {@code GET /events/ID/recorded} gives it
 */
public record RecordedEvent(Event event, JsonNode told) {
    /** Empty if retention has deleted its payload. */
    public static Optional<RecordedEvent> of(JsonNode told) {
        return told.hasNonNull("body") ? Optional.of(new RecordedEvent(event(told), told)) : Optional.empty();
    }

    private static Event event(JsonNode told) {
        String body = told.path("body").asText();
        return new Event(
                Ids.parse(Ids.EVENT, told.path("id").asText()).orElseThrow(),
                told.path("endpoint").asText(),
                told.path("provider").asText(),
                told.hasNonNull("type") ? told.path("type").asText() : null,
                null,
                Instant.parse(told.path("receivedAt").asText()),
                told.hasNonNull("remoteAddress") ? told.path("remoteAddress").asText() : null,
                texts(told.path("headers")),
                texts(told.path("query")),
                told.path("bodyEncoding").asText().equals("base64")
                        ? Base64.getDecoder().decode(body)
                        : body.getBytes(StandardCharsets.UTF_8),
                null);
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    /** Its runs through each route, in their order; of one that was replayed the last, which is how it came out. */
    Map<String, List<JsonNode>> runs() {
        Map<String, List<JsonNode>> runs = new LinkedHashMap<>();
        for (JsonNode run : told.path("runs")) {
            List<JsonNode> ofRoute = runs.computeIfAbsent(run.path("route").asText(), route -> new ArrayList<>());
            if (run.path("replay").asBoolean()) {
                ofRoute.clear();
            }
            ofRoute.add(run);
        }
        return runs;
    }
}
