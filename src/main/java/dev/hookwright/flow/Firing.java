package dev.hookwright.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Ids;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.quartz.QuartzEndpoint;

/** The event of a timer: what it says, and how a route sees it. */
final class Firing {
    /** Headers as Camel's component gives them to a route. */
    static final String FIRED = "fireTime";

    static final String SCHEDULED = "scheduledFireTime";
    static final String PREFIX = "quartz:";
    /** Camel puts its context's name behind it. */
    private static final String DEFAULT_GROUP = "Camel";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Firing() {}

    /** What stands as the endpoint of the events: {@code quartz:NAME}, or {@code quartz:GROUP/NAME}. */
    static String endpointName(QuartzEndpoint timer) {
        return PREFIX
                + (isGrouped(timer) ? timer.getTriggerKey().getGroup() + "/" : "")
                + timer.getTriggerKey().getName();
    }

    private static boolean isGrouped(QuartzEndpoint timer) {
        String group = timer.getTriggerKey().getGroup();
        return !group.equals(DEFAULT_GROUP)
                && !group.equals(DEFAULT_GROUP + "_" + timer.getCamelContext().getName());
    }

    /** @param missed whether nobody was there at the time for which it was scheduled */
    static Event event(QuartzEndpoint timer, Instant scheduledAt, Instant firedAt, boolean missed) {
        ObjectNode body = MAPPER.createObjectNode()
                .put("trigger", timer.getTriggerKey().getName())
                .put("group", timer.getTriggerKey().getGroup())
                .put("scheduledAt", scheduledAt.toString())
                .put("firedAt", firedAt.toString())
                .put("missed", missed);
        return new Event(
                Ids.next(firedAt.toEpochMilli()),
                endpointName(timer),
                "quartz",
                "fired",
                null,
                firedAt,
                null,
                Map.of("content-type", "application/json"),
                Map.of(),
                body.toString().getBytes(StandardCharsets.UTF_8),
                null);
    }

    static Optional<Instant> time(Exchange exchange, String header) {
        return Optional.ofNullable(exchange.getMessage().getHeader(header, Date.class))
                .map(Date::toInstant);
    }

    /** Gives a route the headers that Camel documents. An edited body may lack any of them. */
    static void putHeaders(Event event, Message message) {
        try {
            JsonNode body = MAPPER.readTree(event.body());
            put(message, FIRED, body.path("firedAt"));
            put(message, SCHEDULED, body.path("scheduledAt"));
            message.setHeader("triggerName", body.path("trigger").asText());
            message.setHeader("triggerGroup", body.path("group").asText());
        } catch (IOException e) {
            // It was edited, and is no JSON any more.
        }
    }

    private static void put(Message message, String header, JsonNode time) {
        try {
            message.setHeader(header, Date.from(Instant.parse(time.asText())));
        } catch (java.time.format.DateTimeParseException e) {
            message.removeHeader(header);
        }
    }
}
