package dev.hookwright.alert;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an alert says: an event, whose route carries it.
 *
 * @param pages under which the admin pages are reached; null if that is not known
 */
record AlertMessage(
        AlertRule rule,
        Word word,
        Sign.Trouble trouble,
        @Nullable String pages) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String PROVIDER = "alert";

    Event event(Instant now) {
        return new Event(
                Ids.next(now.toEpochMilli()),
                rule.endpointName(),
                PROVIDER,
                word.text(),
                null,
                now,
                null,
                Map.of("content-type", "application/json"),
                Map.of(),
                body(now).toString().getBytes(StandardCharsets.UTF_8),
                null);
    }

    private ObjectNode body(Instant now) {
        ObjectNode body = MAPPER.createObjectNode()
                .put("alert", rule.name())
                .put("kind", rule.condition().kind())
                .put("state", word.text())
                .put("summary", trouble.summary())
                .put("since", trouble.since().toString())
                .put("at", now.toString())
                .put("count", trouble.count())
                .put("more", trouble.more());
        ArrayNode examples = body.putArray("examples");
        for (Map<String, String> example : trouble.examples()) {
            ObjectNode json = examples.addObject();
            example.forEach(json::put);
            link(example).ifPresent(url -> json.put("url", url));
        }
        return body;
    }

    private Optional<String> link(Map<String, String> example) {
        String event = example.get("event");
        String endpoint = example.get("endpoint");
        if (pages == null || (event == null && endpoint == null)) {
            return Optional.empty();
        }
        String base = pages.endsWith("/") ? pages.substring(0, pages.length() - 1) : pages;
        return Optional.of(base + (event == null ? "/endpoints/" + endpoint : "/events/" + event));
    }
}
