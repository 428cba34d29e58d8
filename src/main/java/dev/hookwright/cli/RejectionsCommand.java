package dev.hookwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hookwright.sandbox.OneLine;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "rejections",
        mixinStandardHelpOptions = true,
        description = {"Lists what was refused and why, or lets one in after all.", "Of a running server, newest first."
        })
final class RejectionsCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(names = "--endpoint", description = "only of this endpoint")
    private @Nullable String endpoint;

    @Option(names = "--limit", paramLabel = "N", description = "how many at the most, up to 500 (default: 50)")
    private @Nullable Integer limit;

    @Option(names = "--cursor", paramLabel = "C", description = "goes on where an answer's nextCursor says")
    private @Nullable String cursor;

    @Option(names = "--accept", paramLabel = "ID", description = "store this one as if it had verified")
    private @Nullable String accept;

    @Option(names = "--json", description = "the API's answer as it is")
    private boolean json;

    @Override
    public Integer call() {
        if (accept != null) {
            JsonNode answer = server.post(
                    "/rejections/" + PathSegment.of(accept) + "/accept", JsonNodeFactory.instance.objectNode());
            System.out.println(
                    json ? answer.toPrettyString() : answer.path("id").asText());
            return ExitStatus.DONE;
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        WorkspaceOptions.flag(parameters, "endpoint", endpoint);
        WorkspaceOptions.flag(parameters, "limit", limit);
        WorkspaceOptions.flag(parameters, "cursor", cursor);
        JsonNode answer = server.get("/rejections", parameters);
        if (json) {
            System.out.println(answer.toPrettyString());
            return ExitStatus.DONE;
        }
        for (JsonNode rejection : answer.path("items")) {
            System.out.printf(
                    "%s  %s  %-12s %d %s%s%n    %s%n",
                    rejection.path("id").asText(),
                    rejection.path("at").asText(),
                    rejection.path("endpoint").asText(),
                    rejection.path("status").asInt(),
                    rejection.path("code").asText(),
                    rejection.hasNonNull("acceptedAs")
                            ? ", let in as " + rejection.path("acceptedAs").asText()
                            : "",
                    OneLine.of(rejection.path("diagnosis").asText()));
        }
        if (answer.path("items").isEmpty()) {
            System.err.println("nothing was refused" + (endpoint == null ? "" : " at " + endpoint));
        } else if (answer.hasNonNull("nextCursor")) {
            System.err.println(
                    "there are more: --cursor " + answer.path("nextCursor").asText());
        }
        return ExitStatus.DONE;
    }
}
