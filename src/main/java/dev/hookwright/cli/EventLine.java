package dev.hookwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.sandbox.OneLine;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** An event in a line. */
final class EventLine {
    private EventLine() {}

    static String of(JsonNode event) {
        String runs = StreamSupport.stream(event.path("runs").spliterator(), false)
                .map(run ->
                        run.path("route").asText() + "=" + run.path("status").asText())
                .collect(Collectors.joining(" "));
        return OneLine.of(String.format(
                "%s  %s  %-12s %-32s %s",
                event.path("id").asText(),
                event.path("receivedAt").asText(),
                event.path("endpoint").asText(),
                event.path("type").asText("-"),
                runs.isEmpty() ? "no route takes it" : runs));
    }
}
