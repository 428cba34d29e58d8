package dev.hookwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.testing.AdminCaller;
import dev.hookwright.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the commands say of connectors and providers as JSON, which is what the API says of them. */
@Timeout(60)
class CatalogCommandsTest {
    @TempDir
    static Path workspace;

    private static TestServer server;
    private static AdminCaller admin;

    @BeforeAll
    static void start() {
        server = new TestServer(workspace)
                .file("routes/endpoints.yaml", "shop: {provider: unsigned}\n")
                .route("buys", "shop", "- log: bought")
                .start();
        admin = AdminCaller.admin(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode run(String... arguments) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            assertThat(CommandLineTool.run(arguments)).isZero();
        } finally {
            System.setOut(before);
        }
        return TestServer.json(bytes.toString(StandardCharsets.UTF_8));
    }

    private static void isTheSameList(JsonNode told, JsonNode answered) {
        assertThat(told.path("items")).isNotEmpty().containsExactlyInAnyOrderElementsOf(answered.path("items"));
        assertThat(told.get("nextCursor")).isEqualTo(answered.get("nextCursor"));
    }

    @Test
    void connectors_are_the_api_s() {
        String folder = workspace.toString();
        isTheSameList(run("connectors", "--json", "--workspace", folder), admin.json("/connectors"));
        assertThat(run("connectors", "slack-message-sink", "--json", "--workspace", folder))
                .isEqualTo(admin.json("/connectors/slack-message-sink"));
    }

    @Test
    void providers_are_the_api_s_and_one_has_its_endpoints_besides() {
        String folder = workspace.toString();
        isTheSameList(run("providers", "--json", "--workspace", folder), admin.json("/providers"));
        ObjectNode unsigned = (ObjectNode) run("providers", "unsigned", "--json", "--workspace", folder);
        assertThat(unsigned.remove("endpoints").at("/0/name").asText()).isEqualTo("shop");
        assertThat(unsigned).isEqualTo(admin.json("/providers/unsigned"));
    }
}
