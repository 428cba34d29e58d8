package dev.hookwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "reload",
        mixinStandardHelpOptions = true,
        description = {
            "Lets a running server load its workspace anew.",
            "If anything is wrong with it, the problems are listed and what was loaded before stays at work."
        })
final class ReloadCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(names = "--json", description = "the API's answer as it is")
    private boolean json;

    @Override
    public Integer call() {
        JsonNode answer = server.postOrConflict("/reload", new ObjectMapper().createObjectNode());
        boolean done = answer.path("problems").isEmpty();
        if (json) {
            System.out.println(answer.toPrettyString());
        } else if (done) {
            answer.path("changed").forEach(change -> System.out.println(change.asText()));
            answer.path("atNextStart")
                    .forEach(setting -> System.err.println(
                            "hookwright: " + setting.asText() + " takes effect at the next start of the server"));
            System.err.println(
                    "hookwright: reloaded, version " + answer.path("version").asText());
        } else {
            answer.path("problems")
                    .forEach(problem -> System.out.println(
                            place(problem) + ": " + problem.path("message").asText() + " ("
                                    + problem.path("advice").asText() + ")"));
            System.err.println("hookwright: " + answer.path("detail").asText());
        }
        return done ? ExitStatus.DONE : ExitStatus.WRONG;
    }

    private static String place(JsonNode problem) {
        StringBuilder place = new StringBuilder(problem.path("file").asText());
        for (String part : new String[] {"line", "column"}) {
            if (problem.has(part)) {
                place.append(':').append(problem.path(part).asText());
            }
        }
        return place.toString();
    }
}
