package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.AdminCaller;
import dev.hookwright.testing.PostgresServer;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.Target.Reply;
import dev.hookwright.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A target that asked one of two nodes to be left alone, by clocks that stand still. */
@Timeout(60)
class TargetNodesTest {
    private static final Reply IN_A_DAY = new Reply(429, Map.of("Retry-After", "86400"), "");

    private final Target target = new Target();
    private TestServer one;
    private TestServer two;

    @BeforeEach
    void start(@TempDir Path first, @TempDir Path second) {
        String url = PostgresServer.shared().newDatabase();
        target.answer(call -> IN_A_DAY);
        one = node(first, url);
        two = node(second, url);
    }

    private TestServer node(Path folder, String url) {
        return new TestServer(folder)
                .onPostgres(url)
                .setting("target", target.url())
                .file("routes/endpoints.yaml", "in: {provider: unsigned, dedupKey: none}\n")
                .route("main", "in", "- to: {id: a, uri: \"{{target}}/a\"}")
                .start();
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
        target.close();
    }

    /** An event that is not even tried, once the node knows. */
    private String refused(TestServer node) {
        String event = node.accepted("in", "{}");
        return node.awaitRuns(event, "waiting").at("/runs/0/error").asText();
    }

    private static JsonNode targets(TestServer node) {
        return node.get("/api/v1/targets").path("items");
    }

    @Test
    void it_is_called_again_by_both_once_either_was_asked_and_the_runs_of_both_go() {
        String told = one.accepted("in", "{}");
        one.awaitRuns(told, "waiting");
        assertThat(targets(two)).hasSize(1).isEqualTo(targets(one));
        await().atMost(Duration.ofSeconds(5)).until(() -> refused(two).contains("is not called"));
        String here = one.accepted("in", "{}");
        one.awaitRuns(here, "waiting");
        String there = two.accepted("in", "{}");
        two.awaitRuns(there, "waiting");
        target.answer(call -> Reply.ok("{}"));

        String name = targets(two).at("/0/target").asText();
        var answer = AdminCaller.admin(two).post("/targets/resume", "{\"target\": \"" + name + "\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(targets(one)).isEmpty();
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            assertThat(status(one, told)).isEqualTo("succeeded");
            assertThat(status(one, here)).isEqualTo("succeeded");
            assertThat(status(two, there)).isEqualTo("succeeded");
        });
        one.awaitRuns(one.accepted("in", "{}"), "succeeded");
        two.awaitRuns(two.accepted("in", "{}"), "succeeded");
    }

    private static String status(TestServer node, String event) {
        return node.event(event).at("/runs/0/status").asText();
    }
}
