package dev.hookwright.routetest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Notes the runs that other runs start, as each is when it is first seen: later its time may be that of a retry. */
final class LaterLog {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Ledger ledger;
    private final Map<String, String> names = new HashMap<>();
    private final Set<UUID> seen = new HashSet<>();
    private final List<PutOff> putOff = new ArrayList<>();

    /** @param routes the ids of the routes that can be started, by name */
    LaterLog(Ledger ledger, Map<String, String> routes) {
        this.ledger = ledger;
        routes.forEach((name, id) -> names.put(id, name));
    }

    void look(List<Run> runs) {
        for (Run run : runs) {
            if (names.containsKey(run.route())
                    && seen.add(run.id())
                    && ledger.later().startedBy(run.eventId()).containsKey(run.id())) {
                Duration delay = run.failures() > 0 ? Duration.ZERO : Duration.between(run.createdAt(), run.dueAt());
                putOff.add(new PutOff(names.getOrDefault(run.route(), run.route()), delay, body(run)));
            }
        }
    }

    /** What was noted since this was asked last. */
    List<PutOff> take() {
        List<PutOff> taken = List.copyOf(putOff);
        putOff.clear();
        return taken;
    }

    private JsonNode body(Run run) {
        try {
            var kept = ledger.later().body(run);
            if (kept.isEmpty()) {
                return ledger.events()
                        .find(run.eventId())
                        .map(Event::body)
                        .map(body -> json(new String(body, StandardCharsets.UTF_8)))
                        .orElse(TextNode.valueOf(""));
            }
            var typed = MAPPER.readTree(kept.get()).properties().stream().findFirst();
            if (typed.isEmpty()) {
                return TextNode.valueOf("");
            }
            JsonNode value = typed.get().getValue();
            return switch (typed.get().getKey()) {
                case "s" -> json(value.asText());
                case "b", "c" -> json(new String(Base64.getDecoder().decode(value.asText()), StandardCharsets.UTF_8));
                default -> value;
            };
        } catch (IOException e) {
            throw new IllegalStateException("a kept body is not readable", e);
        }
    }

    private static JsonNode json(String text) {
        try {
            JsonNode json = MAPPER.readTree(text);
            return json.isContainerNode() ? json : TextNode.valueOf(text);
        } catch (IOException e) {
            return TextNode.valueOf(text);
        }
    }
}
