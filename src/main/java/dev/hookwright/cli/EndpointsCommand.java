package dev.hookwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "endpoints",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the endpoints, or says how to connect one.",
            "Those of a running server, with what came to each."
        })
final class EndpointsCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "how to connect this one")
    private @Nullable String name;

    @Option(names = "--json", description = "the API's answer as it is")
    private boolean json;

    @Override
    public Integer call() {
        String wanted = name;
        JsonNode answer = server.get(wanted == null ? "/endpoints" : "/endpoints/" + PathSegment.of(wanted), Map.of());
        if (json) {
            System.out.println(answer.toPrettyString());
        } else if (wanted != null) {
            show(answer);
        } else {
            answer.path("items").forEach(EndpointsCommand::line);
            if (answer.path("items").isEmpty()) {
                System.err.println("no endpoints (describe one in routes/endpoints.yaml)");
            }
        }
        return ExitStatus.DONE;
    }

    private static void line(JsonNode endpoint) {
        System.out.printf(
                "%-20s %-16s %-44s %s%n",
                endpoint.path("name").asText(),
                endpoint.path("provider").asText(),
                endpoint.path("url").asText(),
                endpoint.hasNonNull("lastReceivedAt")
                        ? "last event " + endpoint.path("lastReceivedAt").asText() + "; in 24 h "
                                + endpoint.path("accepted24h").asLong() + " accepted, "
                                + endpoint.path("duplicates24h").asLong() + " duplicates, "
                                + endpoint.path("rejected24h").asLong() + " refused"
                        : "nothing yet, " + endpoint.path("rejected24h").asLong() + " refused in 24 h");
    }

    private static void show(JsonNode endpoint) {
        line(endpoint);
        System.out.println();
        int step = 1;
        for (JsonNode text : endpoint.path("connect")) {
            System.out.println("  " + step++ + ". " + text.asText());
        }
        System.out.println();
        System.out.println("To try it: " + endpoint.path("curl").asText());
    }
}
