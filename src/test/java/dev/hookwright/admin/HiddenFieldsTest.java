package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hookwright.testing.AdminCaller;
import dev.hookwright.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where something is hidden from now on, and from operators too. */
@Timeout(60)
class HiddenFieldsTest {
    private static final String HIDE = "hookwright.mask.keys=email, street\nhookwright.mask.roles=viewer, operator\n";
    private static final String PAYLOAD = "{\"email\": \"jenny@example.com\", \"street\": \"Elm Road\", \"n\": 1}";

    @TempDir
    private Path folder;

    private TestServer server;
    private AdminCaller admin;
    private AdminCaller operator;

    @BeforeEach
    void start() {
        server = new TestServer(folder)
                .file("application.properties", "")
                .file("routes/endpoints.yaml", "shop: {provider: unsigned, dedupKey: none}\n")
                .route(
                        "buys",
                        "shop",
                        "- throwException: {exceptionType: java.lang.IllegalArgumentException,"
                                + " message: 'no mailbox ${jq(.email)} in \"${jq(.street)}\"'}")
                .start();
        admin = AdminCaller.admin(server);
        operator = admin.with("olga", "operator");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void hide() {
        server.file("application.properties", HIDE);
        assertThat(server.reload().statusCode()).isEqualTo(200);
    }

    @Test
    void whoever_listens_already_no_longer_hears_what_is_hidden_from_now_on() throws Exception {
        try (Listening listening = new Listening(operator, "/stream", null)) {
            server.awaitRuns(server.accepted("shop", PAYLOAD), "dead");
            assertThat(String.join("\n", listening.until("\"dead\""))).contains("jenny@example.com");
        }
        try (Listening listening = new Listening(operator, "/stream", null)) {
            hide();
            server.awaitRuns(server.accepted("shop", PAYLOAD), "dead");
            assertThat(String.join("\n", listening.until("\"dead\"")))
                    .contains("no mailbox")
                    .doesNotContain("jenny@example.com", "Elm Road");
        }
    }

    @Test
    void an_operator_from_whom_fields_are_hidden_does_not_find_them_out_by_counting() {
        String event = server.accepted("shop", PAYLOAD);
        server.awaitRuns(event, "dead");
        admin.post("/replays", "{\"filter\": {\"q\": \"Elm Road\"}}");
        await().until(() -> server.event(event).path("runs").size() == 2);
        server.awaitRuns(event, "dead");
        hide();
        for (String filter : List.of("\"q\": \"Elm\"", "\"error\": \"*Elm*\"")) {
            assertThat(operator.post("/replays", "{\"dryRun\": true, \"filter\": {%s}}".formatted(filter))
                            .statusCode())
                    .as(filter)
                    .isEqualTo(403);
        }
        assertThat(operator.post("/replays", "{\"dryRun\": true, \"filter\": {\"status\": \"dead\"}}")
                        .statusCode())
                .isEqualTo(200);
        for (String list : List.of("/events", "/problems", "/replays")) {
            assertThat(admin.get(list).body()).as(list).contains("Elm Road");
            assertThat(operator.get(list).body()).as(list).doesNotContain("jenny@example.com", "Elm Road");
        }
    }
}
