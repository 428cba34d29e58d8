package dev.hookwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "event",
        mixinStandardHelpOptions = true,
        description = {"Tells what happened to an event, and what comes next.", "Each run, each step and each attempt."
        })
final class EventCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ID", description = "evt_...")
    private String id = "";

    @Option(names = "--full", description = "with the payload, and with what each step was sent and answered")
    private boolean full;

    @Option(names = "--json", description = "the API's answer as it is")
    private boolean json;

    @Override
    public Integer call() {
        JsonNode event = server.get("/events/" + PathSegment.of(id), Map.of());
        if (json) {
            System.out.println(event.toPrettyString());
        } else {
            new Timeline(System.out, present(event), full).print(event);
        }
        return ExitStatus.DONE;
    }

    /** The versions of the routes as they are now, by route. */
    private Map<String, String> present(JsonNode event) {
        Map<String, String> versions = new HashMap<>();
        if (event.path("runs").findValues("version").stream().anyMatch(JsonNode::isTextual)) {
            server.get("/routes", Map.of())
                    .path("items")
                    .forEach(route -> versions.put(
                            route.path("id").asText(), route.path("version").asText()));
        }
        return versions;
    }
}
