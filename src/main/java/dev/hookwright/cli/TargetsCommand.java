package dev.hookwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hookwright.sandbox.OneLine;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "targets",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the targets that are left alone, or has one called again.",
            "Of a running server; those of all nodes that share its database."
        })
final class TargetsCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(
            names = "--resume",
            paramLabel = "TARGET",
            description = "have this one called again; the runs that wait for it go at once")
    private @Nullable String resume;

    @Option(names = "--json", description = "the API's answer as it is")
    private boolean json;

    @Override
    public Integer call() {
        JsonNode answer = resume == null
                ? server.get("/targets", Map.of())
                : server.post(
                        "/targets/resume", JsonNodeFactory.instance.objectNode().put("target", resume));
        if (json) {
            System.out.println(answer.toPrettyString());
        } else if (resume != null) {
            resumed(answer);
        } else {
            answer.path("items").forEach(TargetsCommand::line);
            if (answer.path("items").isEmpty()) {
                System.err.println("no target is to be left alone");
            }
        }
        return ExitStatus.DONE;
    }

    private static void resumed(JsonNode answer) {
        long runs = answer.path("runs").asLong();
        System.out.println(answer.path("target").asText() + " is called again; " + runs
                + (runs == 1 ? " run goes on" : " runs go on")
                + (answer.path("all").asBoolean() ? "" : ", and the others soon"));
    }

    private static void line(JsonNode rest) {
        System.out.printf(
                "%-44s until %s  %s%n",
                rest.path("target").asText(),
                rest.path("until").asText(),
                OneLine.of(rest.path("reason").asText()));
    }
}
