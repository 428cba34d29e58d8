package dev.hookwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "listen",
        mixinStandardHelpOptions = true,
        description = {
            "Hands each event that is accepted on to a local address.",
            "With its headers and its body as they came. Goes on where it stopped when the connection was " + "lost."
        })
final class ListenCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(names = "--endpoint", paramLabel = "E", description = "only events of this endpoint")
    private @Nullable String endpoint;

    @Option(names = "--type", paramLabel = "T", description = "only of this event type, * stands for any characters")
    private @Nullable String type;

    @Option(
            names = "--forward-to",
            paramLabel = "URL",
            required = true,
            description = "where to, as http://localhost:3000/webhook or localhost:3000/webhook")
    private String target = "";

    @Option(
            names = "--with-credentials",
            description = "hands on what the sender proves by who it is, too: tokens, Authorization, cookies. Takes an"
                    + " admin token; the audit log says so for each event")
    private boolean withCredentials;

    @Override
    public Integer call() throws InterruptedException {
        Map<String, String> parameters = new LinkedHashMap<>();
        WorkspaceOptions.flag(parameters, "endpoint", endpoint);
        LocalForward forward = new LocalForward(address());
        if (withCredentials
                && !server.get("/me", Map.of()).path("role").asText().equals("admin")) {
            throw new CommandFailed(
                    ExitStatus.NOT_ALLOWED,
                    "--with-credentials takes a token with the role admin (give one with --token)");
        }
        new EventStream(server, parameters)
                .listen(
                        (kind, data) -> {
                            if (kind.equals("event")
                                    && isWanted(data.path("type").asText(""))) {
                                event(data.path("id").asText()).ifPresent(forward::handOn);
                            }
                        },
                        "listening: what is accepted is handed on to " + address() + " (end with Ctrl-C)");
        return ExitStatus.DONE;
    }

    /** Nothing if retention has deleted it meanwhile. */
    private Optional<JsonNode> event(String id) {
        String path = "/events/" + PathSegment.of(id);
        JsonNode event;
        try {
            event = server.get(path, Map.of());
        } catch (CommandFailed e) {
            if (e.status() == ExitStatus.NOT_FOUND) {
                System.err.println(e.getMessage());
                return Optional.empty();
            }
            throw e;
        }
        if (withCredentials && event instanceof ObjectNode whole) {
            whole.setAll((ObjectNode) server.post(path + "/credentials", JsonNodeFactory.instance.objectNode()));
        }
        return Optional.of(event);
    }

    private boolean isWanted(String eventType) {
        return type == null || Pattern.matches(Pattern.quote(type).replace("*", "\\E.*\\Q"), eventType);
    }

    private URI address() {
        String text = target.contains("://") ? target : "http://" + target;
        try {
            URI address = URI.create(text);
            if (address.getHost() != null && String.valueOf(address.getScheme()).matches("https?")) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new CommandFailed(
                ExitStatus.WRONG_USE, "\"" + target + "\" is no address (write http://localhost:3000/webhook)");
    }
}
