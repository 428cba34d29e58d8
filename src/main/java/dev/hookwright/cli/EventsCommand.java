package dev.hookwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "events",
        mixinStandardHelpOptions = true,
        description = {"Lists the events of a running server, or exports them whole.", "A list has the newest first."})
final class EventsCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private FilterOptions filter = new FilterOptions();

    @Option(names = "--limit", paramLabel = "N", description = "how many at the most, up to 500 (default: 50)")
    private @Nullable Integer limit;

    @Option(names = "--cursor", paramLabel = "C", description = "goes on where an answer's nextCursor says")
    private @Nullable String cursor;

    @Option(names = "--json", description = "the API's answer as it is")
    private boolean json;

    @Option(
            names = "--export",
            description = "all of them with payload, runs and attempts, oldest first, a JSON object a line")
    private boolean export;

    @Override
    public Integer call() {
        Map<String, String> parameters = filter.parameters();
        if (export) {
            server.stream("/events/export", parameters, Map.of()).copyTo(System.out);
            return ExitStatus.DONE;
        }
        boolean all = parameters.isEmpty();
        WorkspaceOptions.flag(parameters, "limit", limit);
        WorkspaceOptions.flag(parameters, "cursor", cursor);
        JsonNode answer = server.get("/events", parameters);
        if (json) {
            System.out.println(answer.toPrettyString());
            return ExitStatus.DONE;
        }
        answer.path("items").forEach(event -> System.out.println(EventLine.of(event)));
        if (answer.hasNonNull("searchedUntil")) {
            System.err.println(
                    "searched back to " + answer.path("searchedUntil").asText() + " so far; to go on: --cursor "
                            + answer.path("nextCursor").asText());
        } else if (answer.path("items").isEmpty()) {
            System.err.println("no events" + (all ? " yet" : " that fit"));
        } else if (answer.hasNonNull("nextCursor")) {
            System.err.println(
                    "there are more: --cursor " + answer.path("nextCursor").asText());
        }
        return ExitStatus.DONE;
    }
}
