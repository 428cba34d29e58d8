package dev.hookwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "secrets",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the secrets that were named in handshakes.",
            "A provider, or anyone, names one to an endpoint. It counts once it is confirmed."
        })
final class SecretsCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ENDPOINT", description = "an endpoint of the server")
    private String endpoint = "";

    @ArgGroup
    private @Nullable Choice choice;

    /** What becomes of one of them. */
    static final class Choice {
        @Option(names = "--confirm", paramLabel = "ID", description = "it is the provider's: verify events with it")
        private @Nullable String confirm;

        @Option(names = "--show", paramLabel = "ID", description = "print it whole, to paste it back to the provider")
        private @Nullable String show;

        @Option(names = "--refuse", paramLabel = "ID", description = "forget it, whether it was confirmed or not")
        private @Nullable String refuse;
    }

    @Option(names = "--json", description = "the API's answer as it is")
    private boolean json;

    @Override
    public Integer call() {
        String path = "/endpoints/" + PathSegment.of(endpoint) + "/secrets";
        Choice given = choice;
        if (given == null) {
            list(server.get(path, Map.of()));
        } else if (given.confirm != null) {
            String confirmed = path + "/" + PathSegment.of(given.confirm) + "/confirm";
            print(server.post(confirmed, new ObjectMapper().createObjectNode()));
        } else if (given.show != null) {
            JsonNode secret = server.get(path + "/" + PathSegment.of(given.show), Map.of());
            System.out.println(
                    json ? secret.toPrettyString() : secret.path("secret").asText());
        } else {
            print(server.delete(path + "/" + PathSegment.of(given.refuse == null ? "" : given.refuse)));
        }
        return ExitStatus.DONE;
    }

    private void list(JsonNode answer) {
        if (json) {
            System.out.println(answer.toPrettyString());
            return;
        }
        answer.path("items").forEach(this::print);
        if (answer.path("items").isEmpty()) {
            System.err.println("no secret was named to " + endpoint + " yet");
        }
        if (answer.path("notKept").asLong() > 0) {
            System.err.println(
                    answer.path("notKept").asText() + " more were named since the server started, and had to go"
                            + " (if the provider's is not listed, let it shake hands again)");
        }
    }

    private void print(JsonNode secret) {
        if (json) {
            System.out.println(secret.toPrettyString());
            return;
        }
        System.out.printf(
                "%s  %-9s  %s...  %s characters  sha256 %s...  %s from %s%n",
                secret.path("id").asText(),
                secret.path("status").asText(),
                secret.path("begins").asText(),
                secret.path("length").asText(),
                secret.path("sha256").asText(),
                secret.path("receivedAt").asText(),
                secret.path("remoteAddress").asText());
    }
}
