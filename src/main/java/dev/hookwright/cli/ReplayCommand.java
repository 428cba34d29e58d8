package dev.hookwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "replay", mixinStandardHelpOptions = true, description = "Runs events again, behind the live ones.")
final class ReplayCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ID", arity = "1..*", description = "evt_...")
    private List<String> ids = List.of();

    @Option(names = "--route", description = "through this route only")
    private @Nullable String route;

    @Option(
            names = "--from",
            description =
                    "start: all of it, with today's route (default); failed: dead runs go on, what is done stays done")
    private String from = "start";

    @Option(names = "--json", description = "the API's answers as a JSON array")
    private boolean json;

    @Override
    public Integer call() {
        ObjectMapper mapper = new ObjectMapper();
        ArrayNode answers = mapper.createArrayNode();
        for (String id : ids) {
            ObjectNode request = mapper.createObjectNode().put("from", from);
            if (route != null) {
                request.put("route", route);
            }
            JsonNode answer = server.post("/events/" + PathSegment.of(id) + "/replay", request);
            answers.add(answer);
            if (!json) {
                answer.path("runIds").forEach(run -> System.out.println(id + " runs again as " + run.asText()));
            }
        }
        if (json) {
            System.out.println(answers.toPrettyString());
        }
        return ExitStatus.DONE;
    }
}
