package dev.hookwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.sandbox.OneLine;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = {"Lists who changed what through the admin API, and why.", "The newest comes first."})
final class AuditCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(names = "--limit", description = "how many (default: ${DEFAULT-VALUE})")
    private int limit = 50;

    @Option(names = "--json", description = "the API's answer as it is")
    private boolean json;

    @Override
    public Integer call() {
        JsonNode answer = server.get("/audit", Map.of("limit", String.valueOf(limit)));
        if (json) {
            System.out.println(answer.toPrettyString());
            return ExitStatus.DONE;
        }
        for (JsonNode entry : answer.path("items")) {
            String method = entry.path("action").asText().replaceFirst(" .*", "");
            System.out.printf(
                    "%s  %s (%s) from %s  %s %s -> %d%s%n",
                    entry.path("at").asText(),
                    entry.path("who").asText(),
                    entry.path("role").asText(),
                    entry.path("address").asText(),
                    method,
                    OneLine.of(entry.path("target").asText()),
                    entry.path("status").asInt(),
                    entry.hasNonNull("reason")
                            ? "  because: " + OneLine.of(entry.path("reason").asText())
                            : "");
        }
        if (answer.path("items").isEmpty()) {
            System.err.println("nothing was changed yet");
        }
        return ExitStatus.DONE;
    }
}
