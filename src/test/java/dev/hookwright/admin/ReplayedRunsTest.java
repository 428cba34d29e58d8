package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hookwright.testing.Target;
import dev.hookwright.testing.Target.Reply;
import dev.hookwright.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was dead and was replayed with success is told of as dead nowhere. */
class ReplayedRunsTest {
    private final Target target = new Target();
    private TestServer server;

    @BeforeEach
    void start(@TempDir Path folder) {
        server = new TestServer(folder)
                .file("routes/endpoints.yaml", "in: {provider: unsigned, dedupKey: none}")
                .route("main", "in", "- to: {id: a, uri: \"%s/a\"}".formatted(target.url()))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
        target.close();
    }

    private void assertDead(int count) {
        assertThat(server.get("/api/v1/stats").at("/queue/dead").asInt()).isEqualTo(count);
        assertThat(server.get("/api/v1/stats").at("/totals/dead").asInt()).isEqualTo(count);
        assertThat(server.get("/api/v1/routes/main").at("/counts/dead").asInt()).isEqualTo(count);
        assertThat(server.get("/api/v1/events?status=dead").path("items")).hasSize(count);
        assertThat(server.get("/api/v1/problems").path("items")).hasSize(count);
    }

    @Test
    void a_dead_run_that_was_replayed_from_the_start_is_counted_by_its_replay() {
        target.answer(call -> Reply.status(422));
        String event = server.accepted("in", "{}");
        server.awaitRuns(event, "dead");
        await().untilAsserted(() -> assertDead(1));
        target.answer(call -> Reply.ok("{}"));
        assertThat(server.replay(event, "{}").statusCode()).isEqualTo(202);
        // What is counted is kept for a moment.
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertDead(0));
        await().until(() -> server.get("/api/v1/stats").at("/totals/succeeded").asInt() == 1);
    }
}
