package dev.hookwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "alerts",
        mixinStandardHelpOptions = true,
        description = "Lists the alerts of a running server and how each stands.")
final class AlertsCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(names = "--json", description = "the API's answer as it is")
    private boolean json;

    @Override
    public Integer call() {
        JsonNode answer = server.get("/alerts", Map.of());
        if (json) {
            System.out.println(answer.toPrettyString());
            return ExitStatus.DONE;
        }
        answer.path("items").forEach(AlertsCommand::line);
        if (answer.path("items").isEmpty()) {
            System.err.println("no alerts (describe one in routes/alerts.yaml, or: ./hookwright new alert NAME)");
        }
        return ExitStatus.DONE;
    }

    private static void line(JsonNode alert) {
        boolean firing = alert.path("state").asText().equals("firing");
        String sent = alert.hasNonNull("lastSentAt")
                ? "last message " + alert.path("lastSentAt").asText()
                : "no message yet";
        System.out.printf(
                "%-20s %-7s %s; %stold by %s, %s%n",
                alert.path("name").asText(),
                alert.path("state").asText(),
                alert.path("condition").asText(),
                firing
                        ? alert.path("count").asLong() + " since "
                                + alert.path("since").asText() + ", "
                        : "",
                alert.path("route").asText(),
                sent);
    }
}
