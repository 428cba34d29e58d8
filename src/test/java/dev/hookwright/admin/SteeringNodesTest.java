package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.AdminCaller;
import dev.hookwright.testing.Gate;
import dev.hookwright.testing.PostgresServer;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.Target.Reply;
import dev.hookwright.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is seen and done on one of two nodes that share a database holds on the other. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SteeringNodesTest {
    private final Target target = new Target();
    private String url;
    private TestServer one;
    private TestServer two;

    @BeforeAll
    void start(@TempDir Path first, @TempDir Path second) {
        url = PostgresServer.shared().newDatabase();
        one = node(first, url);
        two = node(second, url);
    }

    private TestServer node(Path folder, String url) {
        TestServer node = new TestServer(folder).onPostgres(url).setting("target", target.url());
        StringBuilder endpoints = new StringBuilder();
        for (String name : List.of("pause", "bulk", "watch", "cancel", "line", "lost")) {
            endpoints.append("""
                    %1$s:
                      provider: unsigned
                      dedupKey: none
                      routes: {%1$s-route: {retry: [1m], orderBy: "jq:.order"}}
                    """.formatted(name));
            node.route(name + "-route", name, """
                    - to: {id: a, uri: "{{target}}/%1$s/a"}
                    - to: {id: b, uri: "{{target}}/%1$s/b"}
                    """.formatted(name));
        }
        return node.file("routes/endpoints.yaml", endpoints.toString()).start();
    }

    @BeforeEach
    void mend() {
        target.answer(call -> Reply.ok("{}"));
    }

    @AfterAll
    void stop() {
        one.close();
        two.close();
        target.close();
    }

    private static JsonNode posted(TestServer server, int status, String path, String body) {
        var response = AdminCaller.admin(server).post(path, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return TestServer.json(response.body());
    }

    private static String status(TestServer server, String event) {
        return server.event(event).at("/runs/0/status").asText();
    }

    private int calls(String path) {
        return target.calls(path).size();
    }

    @Test
    void a_route_that_is_paused_on_one_node_is_held_on_the_other_until_it_is_resumed_there() {
        posted(one, 200, "/routes/pause-route/pause", "");
        await().atMost(Duration.ofSeconds(3)).until(() -> isPaused(two));
        String here = one.accepted("pause", "{}");
        String there = two.accepted("pause", "{}");
        // Held: it is ready, and nobody's.
        await().untilAsserted(() ->
                assertThat(List.of(status(one, there), status(two, here))).containsOnly("ready"));
        String passing = two.accepted("bulk", "{}");
        two.awaitRuns(passing, "succeeded");
        assertThat(calls("/pause/a")).isZero();
        posted(two, 200, "/routes/pause-route/resume", "");
        one.awaitRuns(there, "succeeded");
        one.awaitRuns(here, "succeeded");
        assertThat(calls("/pause/b")).isEqualTo(2);
    }

    private static boolean isPaused(TestServer server) {
        return server.get("/api/v1/routes/pause-route").path("paused").asBoolean();
    }

    @Test
    void a_bulk_replay_is_worked_off_once_whichever_node_was_asked() {
        target.answer(call -> call.path().equals("/bulk/b") ? Reply.status(422) : Reply.ok("{}"));
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            events.add((i % 2 == 0 ? one : two).accepted("bulk", "{\"n\": %d}".formatted(i)));
        }
        events.forEach(event -> one.awaitRuns(event, "dead"));
        mend();
        int before = calls("/bulk/b");
        String request = """
                {"filter": {"endpoint": "bulk", "status": "dead"}, "from": "failed", "ratePerSecond": 1000}""";
        // Pressed on both.
        String first = posted(one, 202, "/replays", request).path("id").asText();
        String second = posted(two, 202, "/replays", request).path("id").asText();
        events.forEach(event -> two.awaitRuns(event, "succeeded"));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode a = two.get("/api/v1/replays/" + first);
            JsonNode b = one.get("/api/v1/replays/" + second);
            assertThat(List.of(a.path("status").asText(), b.path("status").asText()))
                    .containsOnly("done");
            assertThat(a.path("succeeded").asInt() + b.path("succeeded").asInt())
                    .as(a + " " + b)
                    .isEqualTo(30);
        });
        assertThat(calls("/bulk/b") - before).isEqualTo(30);
        assertThat(calls("/bulk/a")).isLessThanOrEqualTo(31);
    }

    @Test
    void the_stream_of_one_node_tells_of_the_runs_of_the_other() throws Exception {
        try (Listening listening = new Listening(one, "/stream?endpoint=watch", null)) {
            Gate gate = new Gate();
            target.answer(call -> {
                if (call.path().equals("/watch/b")) {
                    gate.pass();
                }
                return Reply.status(call.path().equals("/watch/b") ? 422 : 200);
            });
            String event = two.accepted("watch", "{}");
            assertThat(listening.until("id: " + event)).isNotEmpty();
            gate.open();
            assertThat(listening.until("\"status\":\"dead\"")).isNotEmpty();
            mend();
            two.replay(event, "{\"from\": \"failed\"}");
            assertThat(listening.until("\"status\":\"succeeded\"")).isNotEmpty();
        }
    }

    @Test
    void a_run_that_one_node_has_at_work_is_cancelled_on_the_other() throws Exception {
        Gate gate = new Gate();
        target.answer(call -> {
            if (call.path().equals("/cancel/a")) {
                gate.pass();
            }
            return Reply.ok("{}");
        });
        String event = one.accepted("cancel", "{}");
        gate.awaitReached();
        String run = two.event(event).at("/runs/0/id").asText();
        posted(two, 200, "/runs/" + run + "/cancel", "");
        // The other node looks about once a second.
        String later = one.accepted("watch", "{}");
        one.awaitRuns(later, "succeeded");
        gate.open();
        await().untilAsserted(() -> assertThat(
                        one.event(event).at("/runs/0/steps/0/status").asText())
                .isEqualTo("succeeded"));
        assertThat(status(one, event)).isEqualTo("cancelled");
    }

    @Test
    void a_run_that_is_cancelled_at_work_holds_its_followers_on_every_node_until_its_call_has_ended() throws Exception {
        Gate gate = new Gate();
        target.answer(call -> {
            if (call.body().contains("\"n\": 1")) {
                gate.pass();
            }
            return Reply.ok("{}");
        });
        String first = one.accepted("line", "{\"order\": \"a\", \"n\": 1}");
        gate.awaitReached();
        String second = two.accepted("line", "{\"order\": \"a\", \"n\": 2}");
        posted(two, 200, "/runs/" + two.event(first).at("/runs/0/id").asText() + "/cancel", "");
        // Each node looks about once a second.
        await().during(Duration.ofMillis(1_500)).until(() -> calls("/line/a") == 1);
        gate.open();
        one.awaitRuns(second, "succeeded");
        assertThat(calls("/line/a")).isEqualTo(2);
        assertThat(status(one, first)).isEqualTo("cancelled");
    }

    /** As it is where the connection is lost in the middle of a commit, which then nobody hears of. */
    @Test
    void a_run_that_a_node_has_taken_without_knowing_is_worked_off() throws SQLException {
        posted(one, 200, "/routes/lost-route/pause", "");
        String lost = one.accepted("lost", "{}");
        String database = url.substring(url.lastIndexOf('/') + 1);
        try (Connection connection = PostgresServer.shared().connect(database);
                Statement statement = connection.createStatement()) {
            await().until(() -> 1
                    == statement.executeUpdate("UPDATE run SET owner = (SELECT MIN(id) FROM node), lane = 0"
                            + " WHERE route = 'lost-route' AND lane = 4"));
        }
        posted(one, 200, "/routes/lost-route/resume", "");
        one.awaitRuns(lost, "succeeded");
        assertThat(calls("/lost/a")).isEqualTo(1);
    }
}
