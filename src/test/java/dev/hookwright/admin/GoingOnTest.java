package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.AdminCaller;
import dev.hookwright.testing.Gate;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.Target.Reply;
import dev.hookwright.testing.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that go on by hand, and when it is their turn. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoingOnTest {
    private final Target target = new Target();
    private TestServer server;
    private AdminCaller admin;

    @BeforeAll
    void start(@TempDir Path folder) {
        server = new TestServer(folder)
                .setting("target", target.url())
                .file("routes/endpoints.yaml", """
                        shop: {provider: unsigned, dedupKey: none, routes: {crm: {retry: [24h]}}}
                        bank: {provider: unsigned, dedupKey: none, routes: {book: {orderBy: "jq:.customer"}}}
                        """)
                .route("crm", "shop", """
                        - to: {id: done, uri: "{{target}}/done"}
                        - to: {id: contact, uri: "{{target}}/contact"}
                        """)
                .route("book", "bank", "- to: {id: entry, uri: \"{{target}}/book\"}")
                .start();
        admin = AdminCaller.admin(server);
    }

    @AfterAll
    void stop() {
        server.close();
        target.close();
    }

    private String failing() {
        String event = server.accepted("shop", "{}");
        server.awaitRuns(event, "waiting");
        return event;
    }

    @Test
    void what_waits_for_its_next_attempt_goes_on_at_once_when_it_is_asked_to() {
        target.answer(call -> call.path().equals("/contact") ? Reply.status(503) : Reply.ok("{}"));
        String first = failing();
        String second = failing();
        JsonNode run = server.event(first).path("runs").path(0);
        target.answer(call -> Reply.ok("{}"));
        JsonNode answer =
                TestServer.json(server.replay(first, "{\"from\": \"failed\"}").body());
        assertThat(answer.path("runIds").path(0)).as("the very run").isEqualTo(run.path("id"));
        server.awaitRuns(first, "succeeded");
        assertThat(server.event(second).path("runs").path(0).path("status").asText())
                .isEqualTo("waiting");
        admin.post(
                "/replays", "{\"filter\": {\"status\": \"waiting\"}, \"from\": \"failed\", \"ratePerSecond\": 1000}");
        server.awaitRuns(second, "succeeded");
        await().untilAsserted(() -> assertThat(admin.json("/replays")
                        .path("items")
                        .path(0)
                        .path("succeeded")
                        .asInt())
                .isEqualTo(1));
        assertThat(target.calls("/done")).as("what is done stays done").hasSize(2);
        assertThat(server.replay(second, "{\"from\": \"failed\"}").statusCode()).isEqualTo(409);
    }

    @Test
    void an_edited_event_waits_for_its_turn_among_those_of_its_customer() throws InterruptedException {
        Gate gate = new Gate();
        String old = server.accepted("bank", "{\"customer\": 1}");
        server.awaitRuns(old, "succeeded");
        target.answer(call -> {
            if (call.body().contains("slow")) {
                gate.pass();
            }
            return Reply.ok("{}");
        });
        String slow = server.accepted("bank", "{\"customer\": 1, \"slow\": true}");
        gate.awaitReached();
        String edited = TestServer.json(server.replay(old, "{\"body\": {\"customer\": 1, \"edited\": true}}")
                        .body())
                .path("eventId")
                .asText();
        String other = server.accepted("bank", "{\"customer\": 2}");
        server.awaitRuns(other, "succeeded");
        assertThat(target.calls("/book")).noneMatch(call -> call.body().contains("edited"));
        gate.open();
        server.awaitRuns(slow, "succeeded");
        server.awaitRuns(edited, "succeeded");
    }
}
