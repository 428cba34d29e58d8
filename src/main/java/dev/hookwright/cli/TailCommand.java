package dev.hookwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hookwright.config.NearestName;
import dev.hookwright.ledger.RunStatus;
import dev.hookwright.sandbox.OneLine;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        description = {"Shows events as they come, and what becomes of their runs.", "Of a running server."})
final class TailCommand implements Callable<Integer> {
    private static final int REMEMBERED = 10_000;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(names = "--endpoint", paramLabel = "E", description = "only of this endpoint")
    private @Nullable String endpoint;

    @Option(names = "--route", paramLabel = "R", description = "only with a run of this route")
    private @Nullable String route;

    @Option(names = "--type", paramLabel = "T", description = "only of this event type, * stands for any characters")
    private @Nullable String type;

    @Option(names = "--status", paramLabel = "S", description = "only runs that come to stand so, as dead")
    private @Nullable String status;

    @Option(names = "--steps", description = "each try of a step as well")
    private boolean steps;

    @Option(names = "--json", description = "each message as a JSON object in a line")
    private boolean json;

    /** Whether an event is of a type that is shown. */
    private final Map<String, Boolean> shown = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    @Override
    public Integer call() throws InterruptedException {
        checkStatus();
        Map<String, String> parameters = new LinkedHashMap<>();
        WorkspaceOptions.flag(parameters, "endpoint", endpoint);
        WorkspaceOptions.flag(parameters, "route", route);
        new EventStream(server, parameters).listen(this::hear, "waiting for events (end with Ctrl-C)");
        return ExitStatus.DONE;
    }

    /** Of one that no run can have nothing would ever be told. */
    private void checkStatus() {
        List<String> known =
                Arrays.stream(RunStatus.values()).map(RunStatus::word).toList();
        String wanted = status;
        if (wanted != null && !known.contains(wanted)) {
            throw new CommandFailed(
                    ExitStatus.WRONG_USE,
                    "there is no status \"" + wanted + "\" (" + NearestName.remedy(wanted, known) + ")");
        }
    }

    private void hear(String kind, JsonNode data) {
        if (!isWanted(kind, data)) {
            return;
        }
        if (json) {
            System.out.println(
                    JsonNodeFactory.instance.objectNode().put("message", kind).set("data", data));
            return;
        }
        switch (kind) {
            case "event" -> System.out.println(EventLine.of(data));
            case "run" -> System.out.println(OneLine.of(run(data)));
            default -> System.out.println(OneLine.of(step(data)));
        }
    }

    private static String run(JsonNode data) {
        String next = data.hasNonNull("dueAt")
                ? " (next attempt at " + data.path("dueAt").asText() + ")"
                : "";
        return data.path("eventId").asText() + "  " + data.path("route").asText() + " "
                + data.path("status").asText()
                + (data.hasNonNull("error") ? ": " + data.path("error").asText() + next : "");
    }

    private static String step(JsonNode data) {
        return data.path("eventId").asText() + "  " + data.path("route").asText() + " "
                + data.path("id").asText() + ": " + data.path("outcome").asText()
                + (data.hasNonNull("error") ? ", " + data.path("error").asText() : "") + " in "
                + data.path("durationMs").asLong() + " ms";
    }

    private boolean isWanted(String kind, JsonNode data) {
        if (kind.equals("event")) {
            boolean fits = type == null
                    || Pattern.matches(
                            Pattern.quote(type).replace("*", "\\E.*\\Q"),
                            data.path("type").asText(""));
            shown.put(data.path("id").asText(), fits);
            return fits && status == null;
        }
        boolean ofType = shown.getOrDefault(data.path("eventId").asText(), type == null);
        return kind.equals("run")
                ? ofType && (status == null || status.equals(data.path("status").asText()))
                : ofType && steps;
    }
}
