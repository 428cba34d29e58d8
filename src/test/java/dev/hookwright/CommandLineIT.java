package dev.hookwright;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hookwright.testing.ServerProcess;
import dev.hookwright.testing.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program as a user has it: what goes wrong is one clear line, and nothing is half started. */
class CommandLineIT {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    @TempDir
    private Path folder;

    private Path workspace;

    @BeforeEach
    void writeWorkspace() throws IOException {
        workspace = folder.resolve("shop");
        file("routes/endpoints.yaml", "open: {provider: unsigned}\n");
        file("routes/open.camel.yaml", """
                - route:
                    id: open
                    from:
                      uri: platform-http:/hooks/open
                      steps:
                        - log: {message: "got it"}
                """);
    }

    private void file(String name, String text) throws IOException {
        Path file = workspace.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private ServerProcess run(int port, Path data) {
        return ServerProcess.start(
                folder,
                Map.of(),
                "run",
                "--workspace",
                workspace.toString(),
                "--port",
                String.valueOf(port),
                "--admin-port",
                "0",
                "--data",
                data.toString());
    }

    private ServerProcess run() {
        return run(0, workspace.resolve("data"));
    }

    /** Runs a command to its end and gives what it wrote to standard output. */
    private String done(String... arguments) {
        try (ServerProcess process = ServerProcess.start(folder, Map.of(), arguments)) {
            assertThat(process.awaitExit(LIMIT)).as(process.errors()).isZero();
            return process.output();
        }
    }

    /** Runs a command to its end and gives what it wrote to standard error. */
    private String failing(ServerProcess process, int status) {
        try (process) {
            assertThat(process.awaitExit(LIMIT)).as(process.errors()).isEqualTo(status);
            assertThat(process.errors()).doesNotContain("\tat ", "Exception");
            assertThat(process.output()).doesNotContain("hookwright ready");
            return process.errors();
        }
    }

    @Test
    void a_port_that_is_taken_and_a_data_folder_in_use_end_the_start_with_one_line() {
        try (ServerProcess first = run()) {
            int port = first.awaitReady()[0];
            assertThat(failing(run(), 1))
                    .isEqualToIgnoringNewLines(
                            "data folder " + workspace.resolve("data")
                                    + ": is in use by another process (stop that process, or choose another folder with --data)");
            String other = failing(run(port, folder.resolve("other")), 1);
            assertThat(other)
                    .startsWith("port " + port + ": cannot be listened on")
                    .hasLineCount(1);
            first.terminate();
            assertThat(first.awaitExit(LIMIT)).isZero();
        }
    }

    @Test
    void a_typo_in_a_route_is_one_line_with_its_place() throws IOException {
        file("routes/open.camel.yaml", """
                - route:
                    id: open
                    from:
                      uri: platform-http:/hooks/open
                      steps:
                        - logg: hi
                """);
        assertThat(failing(run(), 1))
                .isEqualToIgnoringNewLines(
                        "routes/open.camel.yaml:6:11: there is no step \"logg\" (did you mean \"log\"?)");
        assertThat(workspace.resolve("data")).doesNotExist();
    }

    @Test
    void an_endpoint_that_is_not_described_and_a_missing_secret_are_said() throws IOException {
        file(
                "routes/endpoints.yaml",
                "opne: {provider: stripe}\nshop: {provider: stripe, secrets: [\"{{shop.secret}}\"]}\n");
        assertThat(failing(run(), 1).lines())
                .anyMatch(line -> line.startsWith("routes/endpoints.yaml:1:1: the endpoint \"opne\" has no secrets"))
                .anyMatch(line -> line.startsWith("routes/endpoints.yaml:2:36: nothing gives {{shop.secret}} a value"))
                .anyMatch(
                        line -> line.contains("starts from /hooks/open, which routes/endpoints.yaml does not describe")
                                && line.contains("did you mean /hooks/opne?"))
                .hasSize(3);
    }

    @Test
    void wrong_use_and_a_server_that_is_away_have_their_exit_status() {
        assertThat(failing(ServerProcess.start(folder, Map.of(), "evnts"), 2)).contains("did you mean events");
        assertThat(failing(
                        ServerProcess.start(
                                folder, Map.of(), "events", "--server", "http://127.0.0.1:1", "--token", "x"),
                        5))
                .contains("no server is reachable at http://127.0.0.1:1");
        assertThat(failing(
                        ServerProcess.start(
                                folder,
                                Map.of("HOOKWRIGHT_PROT", "1"),
                                "validate",
                                "--workspace",
                                workspace.toString()),
                        1))
                .contains("1 problem");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_command_that_cannot_print_fails() {
        Path full = Path.of("/dev/full");
        try (ServerProcess process = ServerProcess.startInto(full, folder, Map.of(), "providers")) {
            assertThat(process.awaitExit(LIMIT)).isEqualTo(1);
            assertThat(process.errors())
                    .startsWith("hookwright: standard output cannot be written: ")
                    .hasLineCount(1);
        }
    }

    @Test
    void providers_are_listed_and_what_connects_one_is_accepted() throws IOException {
        assertThat(done("providers").lines())
                .anyMatch(line -> line.matches("ci +github +GitHub +https://docs.github.com/.*"));
        String[] parts = done("providers", "stripe").split("(routes/endpoints.yaml|application.properties):\n", -1);
        file("routes/endpoints.yaml", parts[1].indent(-2) + "open: {provider: unsigned}\n");
        file(
                "application.properties",
                parts[2].lines().findFirst().orElseThrow().strip() + "whsec_some\n");
        done("validate", "--workspace", workspace.toString());
        assertThat(failing(ServerProcess.start(folder, Map.of(), "providers", "githab"), 3))
                .contains("there is no provider \"githab\"")
                .contains("did you mean \"github\"?");
    }

    @Test
    void a_provider_is_explained_for_the_endpoints_that_there_are() throws IOException {
        file("application.properties", "hookwright.public-url=https://hooks.example.com\n");
        file("routes/endpoints.yaml", """
                open: {provider: unsigned}
                shop: {provider: stripe, secrets: ["{{shop.new}}", "{{shop.old}}"]}
                outlet: {provider: stripe, secrets: ["{{outlet.key}}"], publicUrl: "https://outlet.example.com/in"}
                """);
        String folder = workspace.toString();
        assertThat(done("providers", "stripe", "--workspace", folder))
                .contains(
                        "The endpoint shop, https://hooks.example.com/hooks/shop",
                        "Copy the endpoint's *Signing"
                                + " secret* (whsec_...) into shop.new or shop.old, whsec_ included.")
                .contains("and enter https://outlet.example.com/in.", "into outlet.key, ")
                .doesNotContain("YOUR-HOST", "hookwright.public-url");
        assertThat(done("providers", "square", "--endpoint", "till", "--workspace", folder))
                .contains("publicUrl: https://hooks.example.com/hooks/till", "  till.signing.secret=");
        assertThat(done("providers", "--family", "crm").lines())
                .hasSizeGreaterThan(2)
                .allMatch(line -> line.startsWith("crm "));
        assertThat(failing(
                        ServerProcess.start(
                                this.folder,
                                Map.of(),
                                "providers",
                                "github",
                                "--endpoint",
                                "shop",
                                "--workspace",
                                folder),
                        2))
                .contains("the endpoint \"shop\" is of provider stripe");
    }

    @Test
    void a_captured_request_is_verified_and_explained() throws IOException {
        String request = """
                {"method": "POST", "url": "https://example.com/hooks/github", "body": "Hello, World!", "headers":
                 {"X-Hub-Signature-256": "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"}%s}
                """;
        file("request.json", request.formatted(""));
        String file = workspace.resolve("request.json").toString();
        String secret = "It's a Secret to Everybody";
        assertThat(done("verify", "github", "--secret", secret, "--request", file))
                .startsWith("verified: GitHub");
        try (ServerProcess refused =
                ServerProcess.start(folder, Map.of(), "verify", "github", "--secret", "other", "--request", file)) {
            assertThat(refused.awaitExit(LIMIT)).isEqualTo(1);
            assertThat(refused.output()).startsWith("refused: mismatch").doesNotContain("757107", "other\n");
        }
        String of = ", \"provider\": \"github\", \"id\": \"%s\", \"secret\": \"%s\", \"now\": 0, \"valid\": %s";
        file(
                "vectors.json",
                "[" + request.formatted(of.formatted("good", secret, true)) + ","
                        + request.formatted(of.formatted("bad", "other", true)) + "]");
        try (ServerProcess vectors = ServerProcess.start(
                folder,
                Map.of(),
                "verify",
                "--vectors",
                workspace.resolve("vectors.json").toString())) {
            assertThat(vectors.awaitExit(LIMIT)).isEqualTo(1);
            assertThat(vectors.output()).contains("ok     good").contains("WRONG  bad: refused: mismatch");
            assertThat(vectors.errors()).contains("1 of 2 vectors came out as stated");
        }
    }

    @Test
    void the_readme_s_route_works_as_it_says() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        Matcher block = Pattern.compile("```(?:yaml|properties)\n# shop/(\\S+)\n(.*?)```", Pattern.DOTALL)
                .matcher(readme);
        Files.delete(workspace.resolve("routes/open.camel.yaml"));
        try (Target target = new Target()) {
            while (block.find()) {
                file(block.group(1), block.group(2).replace("http://127.0.0.1:9000", target.url()));
            }
            try (ServerProcess server = run()) {
                int[] ports = server.awaitReady();
                String[] trigger = {
                    "trigger",
                    "github",
                    "--workspace",
                    workspace.toString(),
                    "--sample",
                    "github/push",
                    "--url",
                    "http://127.0.0.1:" + ports[0] + "/hooks"
                };
                try (ServerProcess sender = ServerProcess.start(folder, Map.of(), trigger)) {
                    assertThat(sender.awaitExit(LIMIT)).as(sender.errors()).isZero();
                    assertThat(sender.output()).startsWith("202 {\"id\":\"evt_");
                }
                await().until(() -> target.calls().size() == 1);
                assertThat(target.calls().get(0).body()).contains("Push to example/shop by jenny");
                String[] list = {
                    "events",
                    "--workspace",
                    workspace.toString(),
                    "--server",
                    "http://127.0.0.1:" + ports[1],
                    "--data",
                    workspace.resolve("data").toString()
                };
                try (ServerProcess events = ServerProcess.start(folder, Map.of(), list)) {
                    assertThat(events.awaitExit(LIMIT)).as(events.errors()).isZero();
                    assertThat(events.output()).contains("push", "announce-push=");
                }
            }
        }
    }
}
