package dev.hookwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.sandbox.OneLine;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {"Runs events again, behind the live ones.", "Those that are named, or all that a filter takes."},
        footer = {
            "",
            "With a filter: --status dead --since 1h --dry-run counts them. A filter with --status, --route or --error",
            "replays just the runs that it takes, one without them every route of the events.",
        })
final class ReplayCommand implements Callable<Integer> {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private FilterOptions filter = new FilterOptions();

    @Parameters(paramLabel = "ID", arity = "0..*", description = "evt_...; --route then says through which route only")
    private List<String> ids = List.of();

    @Option(
            names = "--from",
            description =
                    "start: all of it, with today's route (default); failed: what failed goes on, also what waits for its"
                            + " next attempt; what is done stays done")
    private String from = "start";

    @Option(names = "--rate", paramLabel = "N", description = "events a second, with a filter (default: 20)")
    private @Nullable Integer rate;

    @Option(names = "--dry-run", description = "only tells how many events the filter takes")
    private boolean dryRun;

    @Option(
            names = "--wait",
            description = "waits for the runs that a filter begins; on a terminal it does in any case")
    private boolean wait;

    @Option(names = "--yes", description = "asks nothing")
    private boolean yes;

    @Option(names = "--json", description = "the API's answers: an array for IDs, an object for a filter")
    private boolean json;

    @Override
    public Integer call() {
        Map<String, String> words = filter.parameters();
        if (!ids.isEmpty()) {
            boolean onlyRoute = words.isEmpty() || words.keySet().equals(Set.of("route"));
            if (!onlyRoute || dryRun || rate != null) {
                throw wrong("give event IDs, or a filter with --dry-run and --rate, not both");
            }
            return named(words.get("route"));
        }
        if (words.isEmpty()) {
            throw wrong("say what to replay: event IDs, or a filter as in --status dead --since 1h");
        }
        return filtered(words);
    }

    private static CommandFailed wrong(String what) {
        return new CommandFailed(ExitStatus.WRONG_USE, what);
    }

    private int named(@Nullable String route) {
        ArrayNode answers = MAPPER.createArrayNode();
        int status = ExitStatus.DONE;
        for (String id : ids) {
            ObjectNode request = MAPPER.createObjectNode().put("from", from);
            if (route != null) {
                request.put("route", route);
            }
            try {
                JsonNode answer = server.post("/events/" + PathSegment.of(id) + "/replay", request);
                answers.add(answer);
                if (!json) {
                    answer.path("runIds").forEach(run -> System.out.println(id + " runs again as " + run.asText()));
                }
            } catch (CommandFailed e) {
                if (ids.size() == 1 || !isAboutOne(e.status())) {
                    throw e;
                }
                // The others are no worse for it.
                System.err.println("hookwright: " + id + ": " + e.getMessage());
                status = e.status();
            }
        }
        if (json) {
            System.out.println(answers.toPrettyString());
        }
        return status;
    }

    private static boolean isAboutOne(int status) {
        return status == ExitStatus.WRONG || status == ExitStatus.NOT_FOUND;
    }

    private int filtered(Map<String, String> words) {
        ObjectNode request = MAPPER.createObjectNode().put("from", from);
        ObjectNode given = request.putObject("filter");
        words.forEach(given::put);
        if (rate != null) {
            request.put("ratePerSecond", rate);
        }
        boolean person = Terminal.isThere();
        if (dryRun || (person && !yes)) {
            ObjectNode asked = request.deepCopy().put("dryRun", true);
            JsonNode counted = server.post("/replays", asked);
            // Who is to confirm waits until there is something; who only counts, for all of it.
            while (!isCounted(counted) && (dryRun || counted.path("matched").asLong() == 0)) {
                counted = server.post("/replays", asked);
            }
            long matched = counted.path("matched").asLong();
            if (dryRun) {
                System.out.println(json ? counted.toPrettyString() : matched + " events would be replayed");
                return ExitStatus.DONE;
            }
            if (matched == 0 || !Terminal.confirms("Replay " + saidMatched(counted) + " events?")) {
                System.err.println(matched == 0 ? "no events that fit" : "nothing was replayed");
                return ExitStatus.DONE;
            }
        }
        JsonNode begun = server.post("/replays", request);
        String id = begun.path("id").asText();
        if (!wait && !person) {
            System.out.println(json ? begun.toPrettyString() : id + " replays " + saidMatched(begun) + " events");
            return ExitStatus.DONE;
        }
        return report(new ReplayProgress(server, System.err, person).watch(id));
    }

    private static boolean isCounted(JsonNode answer) {
        return answer.path("matchedAll").asBoolean(true);
    }

    private static String saidMatched(JsonNode answer) {
        return (isCounted(answer) ? "" : "at least ") + answer.path("matched").asLong();
    }

    private int report(JsonNode ended) {
        if (json) {
            System.out.println(ended.toPrettyString());
        } else {
            System.out.println(ended.path("id").asText() + ": " + ReplayProgress.summary(ended));
            ended.path("failures")
                    .forEach(failure ->
                            System.out.println("  " + failure.path("eventId").asText() + "  "
                                    + OneLine.of(failure.path("error").asText())));
        }
        return ended.path("failed").asLong() == 0 ? ExitStatus.DONE : ExitStatus.WRONG;
    }
}
