package dev.hookwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.retry.Durations;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "events",
        mixinStandardHelpOptions = true,
        description = "Lists the events of a running server, newest first.")
final class EventsCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(names = "--endpoint", description = "only of this endpoint")
    private @Nullable String endpoint;

    @Option(names = "--type", description = "only of this event type, * stands for any characters")
    private @Nullable String type;

    @Option(
            names = "--status",
            description = "with a run that is ready, running, waiting, succeeded, dead or cancelled")
    private @Nullable String status;

    @Option(names = "--route", description = "with a run of this route")
    private @Nullable String route;

    @Option(names = "-q", paramLabel = "TEXT", description = "with this text in an id, a dedup key or the payload")
    private @Nullable String text;

    @Option(names = "--since", paramLabel = "TIME", description = "since then: 1h ago as 1h, or 2026-01-31T12:00:00Z")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "until then, in the same forms")
    private @Nullable String until;

    @Option(names = "--limit", description = "how many at the most, up to 500 (default: 50)")
    private @Nullable Integer limit;

    @Option(names = "--json", description = "the API's answer as it is")
    private boolean json;

    @Override
    public Integer call() {
        Map<String, String> parameters = new LinkedHashMap<>();
        WorkspaceOptions.flag(parameters, "endpoint", endpoint);
        WorkspaceOptions.flag(parameters, "type", type);
        WorkspaceOptions.flag(parameters, "status", status);
        WorkspaceOptions.flag(parameters, "route", route);
        WorkspaceOptions.flag(parameters, "q", text);
        WorkspaceOptions.flag(parameters, "since", time(since));
        WorkspaceOptions.flag(parameters, "until", time(until));
        WorkspaceOptions.flag(parameters, "limit", limit);
        JsonNode answer = server.get("/events", parameters);
        if (json) {
            System.out.println(answer.toPrettyString());
            return ExitStatus.DONE;
        }
        for (JsonNode event : answer.path("items")) {
            String runs = StreamSupport.stream(event.path("runs").spliterator(), false)
                    .map(run -> run.path("route").asText() + "="
                            + run.path("status").asText())
                    .collect(Collectors.joining(" "));
            System.out.printf(
                    "%s  %s  %-12s %-32s %s%n",
                    event.path("id").asText(),
                    event.path("receivedAt").asText(),
                    event.path("endpoint").asText(),
                    event.path("type").asText("-"),
                    runs.isEmpty() ? "no route takes it" : runs);
        }
        if (answer.path("items").isEmpty()) {
            System.err.println("no events" + (parameters.isEmpty() ? " yet" : " that fit"));
        }
        return ExitStatus.DONE;
    }

    private static @Nullable Instant time(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return text.contains("T") ? Instant.parse(text) : Instant.now().minus(Durations.parse(text));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new CommandFailed(
                    ExitStatus.WRONG_USE, "\"" + text + "\" is not a time (write 1h, or 2026-01-31T12:00:00Z)");
        }
    }
}
