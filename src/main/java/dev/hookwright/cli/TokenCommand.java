package dev.hookwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = {"Makes, lists and revokes tokens for a running server.", "For people, scripts, dashboards."},
        subcommands = {TokenCommand.New.class, TokenCommand.ListAll.class, TokenCommand.Revoke.class})
final class TokenCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing command: new, list or revoke");
    }

    @Command(
            name = "new",
            mixinStandardHelpOptions = true,
            description = {
                "Makes a token and prints it, this once.",
                "A viewer reads; an operator replays, cancels, pauses and lets requests in besides; an admin does all."
            })
    static final class New implements Callable<Integer> {
        @Mixin
        private ServerOptions server = new ServerOptions();

        @Option(names = "--role", required = true, description = "viewer, operator or admin")
        private String role = "";

        @Option(names = "--name", required = true, description = "whose it is, as in grafana or anna")
        private String name = "";

        @Option(
                names = "--expires",
                paramLabel = "SPAN",
                description = "how long it counts, as in 90d (default: for ever)")
        private @Nullable String expires;

        @Option(names = "--json", description = "the API's answer as it is")
        private boolean json;

        @Override
        public Integer call() {
            ObjectNode request =
                    JsonNodeFactory.instance.objectNode().put("name", name).put("role", role);
            if (expires != null) {
                request.put("expires", expires);
            }
            JsonNode made = server.post("/tokens", request);
            System.out.println(json ? made.toPrettyString() : made.path("token").asText());
            System.err.println("this is shown once; to take it back: hookwright token revoke "
                    + made.path("id").asText());
            return ExitStatus.DONE;
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the tokens, newest first.")
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private ServerOptions server = new ServerOptions();

        @Option(names = "--json", description = "the API's answer as it is")
        private boolean json;

        @Override
        public Integer call() {
            JsonNode answer = server.get("/tokens", Map.of());
            if (json) {
                System.out.println(answer.toPrettyString());
                return ExitStatus.DONE;
            }
            for (JsonNode token : answer.path("items")) {
                System.out.printf(
                        "%s  %-8s  %-20s %s...  made %s by %s, %s, %s%n",
                        token.path("id").asText(),
                        token.path("role").asText(),
                        token.path("name").asText(),
                        token.path("begins").asText(),
                        token.path("createdAt").asText(),
                        token.path("createdBy").asText(),
                        token.hasNonNull("lastUsedAt")
                                ? "last used " + token.path("lastUsedAt").asText()
                                : "not used",
                        expiry(token));
            }
            if (answer.path("items").isEmpty()) {
                System.err.println("no tokens but the admin's in the data folder (make one with hookwright token new)");
            }
            return ExitStatus.DONE;
        }

        private static String expiry(JsonNode token) {
            if (!token.hasNonNull("expiresAt")) {
                return "does not expire";
            }
            return (token.path("expired").asBoolean() ? "expired " : "expires ")
                    + token.path("expiresAt").asText();
        }
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = {"Takes all access from a token.", "Who signed in with it is signed out."})
    static final class Revoke implements Callable<Integer> {
        @Mixin
        private ServerOptions server = new ServerOptions();

        @Parameters(paramLabel = "ID", description = "the token's id, or its name")
        private String id = "";

        @Override
        public Integer call() {
            JsonNode revoked = server.delete("/tokens/" + PathSegment.of(id));
            System.err.println("revoked: " + revoked.path("name").asText());
            return ExitStatus.DONE;
        }
    }
}
