package dev.hookwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "routes",
        mixinStandardHelpOptions = true,
        description = {"Lists the routes and what became of their runs, or draws one.", "Of a running server."})
final class RoutesCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(arity = "0..1", paramLabel = "ID", description = "draws this one, with how often each step was done")
    private @Nullable String id;

    @Option(names = "--json", description = "the API's answer as it is")
    private boolean json;

    @Override
    public Integer call() {
        String wanted = id;
        JsonNode answer = server.get(wanted == null ? "/routes" : "/routes/" + PathSegment.of(wanted), Map.of());
        if (json) {
            System.out.println(answer.toPrettyString());
        } else if (wanted != null) {
            line(answer);
            System.out.println("  " + answer.path("file").asText() + ":"
                    + answer.path("line").asInt());
            System.out.println();
            long counted = answer.path("countedRuns").asLong();
            System.out.println("  steps of the newest " + counted + (counted == 1 ? " run:" : " runs:"));
            draw(answer.path("tree"), "  ");
        } else {
            answer.path("items").forEach(RoutesCommand::line);
            if (answer.path("items").isEmpty()) {
                System.err.println("no routes (write one to routes/NAME.camel.yaml)");
            }
        }
        return ExitStatus.DONE;
    }

    private static void line(JsonNode route) {
        JsonNode counts = route.path("counts");
        String endpoints = StreamSupport.stream(route.path("endpoints").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(","));
        System.out.printf(
                "%-28s %-20s %s%d ready, %d running, %d waiting; in 24 h %d succeeded, %d dead%n",
                route.path("id").asText(),
                endpoints.isEmpty() ? route.path("from").asText() : endpoints,
                route.path("paused").asBoolean() ? "paused; " : "",
                counts.path("ready").asLong(),
                counts.path("running").asLong(),
                counts.path("waiting").asLong(),
                counts.path("succeeded").asLong(),
                counts.path("dead").asLong());
    }

    private static void draw(JsonNode node, String indent) {
        JsonNode counts = node.path("counts");
        String tally = node.path("step").asBoolean()
                ? "   " + counts.path("done").asLong() + " done, "
                        + counts.path("failed").asLong() + " failed tries"
                : "";
        String name = node.path("step").asBoolean() ? node.path("id").asText() + ": " : "";
        System.out.println((indent + name + node.path("kind").asText() + " "
                                + node.path("label").asText())
                        .stripTrailing()
                + tally);
        node.path("children").forEach(child -> draw(child, indent + "  "));
    }
}
