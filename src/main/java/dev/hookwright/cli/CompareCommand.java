package dev.hookwright.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.compare.Comparison;
import dev.hookwright.compare.ComparisonReport;
import dev.hookwright.compare.RunTrace;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.routetest.RecordedEvent;
import dev.hookwright.routetest.ReplayLab;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what the routes would send otherwise than was sent.",
            "Runs events that a running server has recorded through the routes as they are in this folder " + "now.",
            "Calls nothing: what was answered then is answered again; a step that is new gets 200 and {}.",
            "Exit status: 0 if nothing would be sent otherwise, 1 if something would."
        })
final class CompareCommand implements Callable<Integer> {
    private static final int PAGE = 500;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private FilterOptions filter = new FilterOptions();

    @Option(names = "--limit", paramLabel = "N", description = "how many events, the newest (default: 200)")
    private int limit = 200;

    @Option(names = "--json", description = "the differences as JSON")
    private boolean json;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new CommandFailed(ExitStatus.WRONG_USE, "--limit is 1 at the least");
        }
        // What is replayed is no news.
        Logger ours = (Logger) LoggerFactory.getLogger("dev.hookwright");
        Level usual = ours.getLevel();
        ours.setLevel(Level.ERROR);
        try {
            return compare();
        } catch (ReplayLab.Stuck e) {
            throw new CommandFailed(ExitStatus.WRONG, String.valueOf(e.getMessage()));
        } finally {
            ours.setLevel(usual);
        }
    }

    private int compare() {
        Map<String, String> parameters = filter.parameters();
        parameters.putIfAbsent("since", "24h");
        String route = parameters.get("route");
        Problems problems = new Problems();
        Settings settings = server.workspaceOptions().settings(Map.of(), problems);
        try (ReplayLab lab =
                ReplayLab.load(server.workspaceOptions().workspace(), settings, System.getenv(), problems)) {
            Comparison comparison = new Comparison(Set.copyOf(lab.madeUp().values()), lab.texts(), route);
            int withoutPayload = 0;
            for (String id : events(parameters)) {
                JsonNode told = server.get("/events/" + PathSegment.of(id) + "/recorded", Map.of());
                Optional<RecordedEvent> recorded = RecordedEvent.of(told);
                if (recorded.isEmpty()) {
                    withoutPayload++;
                } else {
                    comparison.add(
                            id,
                            RunTrace.ofEvent(told),
                            lab.play(recorded.get()),
                            told.path("body").asText() + id);
                }
            }
            return tell(
                    new ComparisonReport(
                            comparison, withoutPayload, lab.madeUp().keySet()),
                    parameters);
        }
    }

    private int tell(ComparisonReport report, Map<String, String> parameters) {
        if (json) {
            System.out.println(report.json().toPrettyString());
        } else if (report.comparison().events() == 0 && report.withoutPayload() == 0) {
            System.err.println(
                    "no events that fit since " + parameters.get("since") + " (look further back with --since)");
        } else {
            report.print(System.out);
        }
        return report.comparison().hasDifferences() ? ExitStatus.WRONG : ExitStatus.DONE;
    }

    /** The newest that fit, the oldest of them first. */
    private List<String> events(Map<String, String> parameters) {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            parameters.put("limit", String.valueOf(Math.min(PAGE, limit - ids.size())));
            WorkspaceOptions.flag(parameters, "cursor", cursor.isEmpty() ? null : cursor);
            JsonNode page = server.get("/events", parameters);
            page.path("items").forEach(event -> ids.add(event.path("id").asText()));
            cursor = page.path("nextCursor").asText("");
        } while (!cursor.isEmpty() && ids.size() < limit);
        Collections.reverse(ids);
        return ids;
    }
}
