package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.Gate;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.Target.Reply;
import dev.hookwright.testing.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What an operator can do about runs, through the API. Each test has its own endpoint, of the one server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SteeringTest {
    private static final List<String> ENDPOINTS =
            List.of("bulk", "failed", "restart", "pause", "cancel", "edit", "find");

    private final Target target = new Target();
    private TestServer server;

    /** Has the server use a store other than its own. */
    TestServer on(TestServer server) {
        return server;
    }

    @BeforeAll
    void start(@TempDir Path folder) {
        server = on(new TestServer(folder)).setting("target", target.url());
        StringBuilder endpoints = new StringBuilder();
        for (String name : ENDPOINTS) {
            endpoints
                    .append(name)
                    .append(": {provider: unsigned, dedupKey: none, routes: {")
                    .append(name)
                    .append("-route: {retry: [1m]}, ")
                    .append(name)
                    .append("-other: {retry: [1m]}}}\n");
            server.route(name + "-route", name, """
                    - to: {id: a, uri: "{{target}}/%1$s/a"}
                    - to: {id: b, uri: "{{target}}/%1$s/b"}
                    """.formatted(name));
            server.route(name + "-other", name, "- to: {id: c, uri: \"{{target}}/" + name + "/c\"}");
        }
        server.file("routes/endpoints.yaml", endpoints.toString()).start();
    }

    @BeforeEach
    void mend() {
        target.answer(call -> Reply.ok("{}"));
    }

    @AfterAll
    void stop() {
        server.close();
        target.close();
    }

    private HttpResponse<String> post(String path, String body) {
        return server.send(server.admin("/api/v1" + path)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private JsonNode posted(int status, String path, String body) {
        HttpResponse<String> response = post(path, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return TestServer.json(response.body());
    }

    private void refused(int status, String code, String detail, String path, String body) {
        JsonNode problem = posted(status, path, body);
        assertThat(problem.path("code").asText()).isEqualTo(code);
        assertThat(problem.path("detail").asText()).contains(detail);
    }

    /** The target turns the endpoint's second step down. */
    private void failAt(String path) {
        target.answer(call -> call.path().equals(path) ? Reply.status(401) : Reply.ok("{}"));
    }

    private JsonNode run(String event, String route) {
        for (JsonNode run : server.event(event).path("runs")) {
            if (run.path("route").asText().equals(route)) {
                return run;
            }
        }
        throw new AssertionError("no run of " + route);
    }

    private String status(String event, String route) {
        return run(event, route).path("status").asText();
    }

    private void awaitStatus(String event, String route, String status) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(status(event, route)).isEqualTo(status));
    }

    private JsonNode awaitReplay(String id, int ended) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> {
                    JsonNode replay = server.get("/api/v1/replays/" + id);
                    assertThat(replay.path("succeeded").asInt()
                                    + replay.path("failed").asInt())
                            .as(replay.toString())
                            .isEqualTo(ended);
                    assertThat(replay.path("status").asText()).isEqualTo("done");
                });
        return server.get("/api/v1/replays/" + id);
    }

    @Test
    void a_filter_is_replayed_through_the_routes_that_it_took() {
        failAt("/bulk/b");
        String first = server.accepted("bulk", "{}");
        String second = server.accepted("bulk", "{}");
        awaitStatus(first, "bulk-route", "dead");
        awaitStatus(second, "bulk-route", "dead");
        awaitStatus(first, "bulk-other", "succeeded");
        awaitStatus(second, "bulk-other", "succeeded");
        String filter = "\"filter\": {\"endpoint\": \"bulk\", \"status\": \"dead\", \"since\": \"1h\"}";
        assertThat(posted(400, "/replays", "{\"filter\": {\"status\": \"\"}, \"dryRun\": true}")
                        .path("detail")
                        .asText())
                .startsWith("\"status\" of the filter is empty.");
        long writtenDown = replaysInAudit();
        JsonNode dry = posted(200, "/replays", "{%s, \"dryRun\": true}".formatted(filter));
        assertThat(dry.path("matched").asInt()).isEqualTo(2);
        assertThat(dry.path("matchedAll").asBoolean()).isTrue();
        assertThat(dry.has("id")).isFalse();
        assertThat(replaysInAudit()).as("changed nothing").isEqualTo(writtenDown);
        mend();
        JsonNode begun = posted(202, "/replays", "{%s, \"ratePerSecond\": 1000}".formatted(filter));
        assertThat(replaysInAudit()).isEqualTo(writtenDown + 1);
        JsonNode replay = awaitReplay(begun.path("id").asText(), 2);
        assertThat(replay.path("matched").asInt()).isEqualTo(2);
        assertThat(replay.path("started").asInt()).isEqualTo(2);
        assertThat(replay.path("succeeded").asInt()).isEqualTo(2);
        assertThat(replay.at("/filter/status").asText()).isEqualTo("dead");
        assertThat(server.event(first).path("runs")).hasSize(3);
        assertThat(target.calls("/bulk/a")).hasSize(4);
        assertThat(target.calls("/bulk/c")).as("had succeeded").hasSize(2);
        assertThat(posted(200, "/replays", "{%s, \"dryRun\": true}".formatted(filter))
                        .path("matched")
                        .asInt())
                .as("are no longer dead")
                .isZero();
        assertThat(server.get("/api/v1/replays").at("/items/0/id").asText())
                .isEqualTo(begun.path("id").asText());
        assertThat(post("/replays/" + begun.path("id").asText() + "/cancel", "").statusCode())
                .isEqualTo(409);
    }

    private long replaysInAudit() {
        return server.get("/api/v1/audit").findValuesAsText("action").stream()
                .filter("POST /replays"::equals)
                .count();
    }

    @Test
    void only_what_failed_goes_on_and_what_fails_again_is_listed() {
        failAt("/failed/b");
        String event = server.accepted("failed", "{}");
        awaitStatus(event, "failed-route", "dead");
        String request = """
                {"filter": {"endpoint": "failed"}, "from": "failed", "route": "failed-route", "ratePerSecond": 1000}""";
        JsonNode replay =
                awaitReplay(posted(202, "/replays", request).path("id").asText(), 1);
        assertThat(replay.at("/failures/0/eventId").asText()).isEqualTo(event);
        assertThat(replay.at("/failures/0/error").asText()).contains("401");
        assertThat(target.calls("/failed/a")).hasSize(1);
        assertThat(target.calls("/failed/b")).hasSize(2);
        assertThat(server.event(event).path("runs")).hasSize(2);
    }

    @Test
    void a_replay_goes_on_after_a_restart_where_it_was() {
        for (int i = 0; i < 12; i++) {
            server.accepted("restart", "{\"n\": %d}".formatted(i));
        }
        await().until(() -> target.calls("/restart/c").size() == 12);
        await().until(() -> target.calls("/restart/b").size() == 12);
        String id = posted(
                        202,
                        "/replays",
                        "{\"filter\": {\"endpoint\": \"restart\"}, \"route\": \"restart-other\", \"ratePerSecond\": 6}")
                .path("id")
                .asText();
        await().until(() -> server.get("/api/v1/replays/" + id).path("started").asInt() > 2);
        server.restart();
        JsonNode replay = awaitReplay(id, 12);
        assertThat(replay.path("started").asInt()).isEqualTo(12);
        assertThat(target.calls("/restart/c")).hasSize(24);
        assertThat(target.calls("/restart/b")).hasSize(12);
    }

    @Test
    void a_paused_route_accepts_and_holds_its_runs_until_it_is_resumed() {
        posted(200, "/routes/pause-route/pause", "");
        String event = server.accepted("pause", "{}");
        awaitStatus(event, "pause-other", "succeeded");
        server.restart();
        String later = server.accepted("pause", "{}");
        awaitStatus(later, "pause-other", "succeeded");
        assertThat(status(event, "pause-route")).isEqualTo("ready");
        assertThat(status(later, "pause-route")).isEqualTo("ready");
        assertThat(target.calls("/pause/a")).isEmpty();
        JsonNode resumed = posted(200, "/routes/pause-route/resume", "");
        assertThat(resumed.path("paused").asBoolean()).isFalse();
        awaitStatus(event, "pause-route", "succeeded");
        awaitStatus(later, "pause-route", "succeeded");
        refused(404, "no-such-route", "did you mean \"pause-route\"", "/routes/pause-rout/pause", "");
    }

    @Test
    void a_cancelled_run_makes_no_further_call_and_can_be_replayed() throws InterruptedException {
        Gate gate = new Gate();
        target.answer(call -> {
            if (call.path().equals("/cancel/a")) {
                gate.pass();
            }
            return Reply.ok("{}");
        });
        String event = server.accepted("cancel", "{}");
        gate.awaitReached();
        String id = run(event, "cancel-route").path("id").asText();
        JsonNode cancelled = posted(200, "/runs/" + id + "/cancel", "");
        assertThat(cancelled.path("status").asText()).isEqualTo("cancelled");
        gate.open();
        await().untilAsserted(() -> assertThat(
                        run(event, "cancel-route").at("/steps/0/status").asText())
                .isEqualTo("succeeded"));
        refused(409, "run-ended", "has ended", "/runs/" + id + "/cancel", "");
        refused(404, "no-such-run", "There is no run", "/runs/run_nothing/cancel", "");
        assertThat(status(event, "cancel-route")).isEqualTo("cancelled");
        assertThat(target.calls("/cancel/b")).isEmpty();
        assertThat(server.replay(event, "{\"from\": \"failed\"}").statusCode()).isEqualTo(202);
        awaitStatus(event, "cancel-route", "succeeded");
        assertThat(target.calls("/cancel/a")).hasSize(1);
        assertThat(target.calls("/cancel/b")).hasSize(1);
    }

    @Test
    void an_edited_replay_names_the_event_that_it_was_and_is_named_by_it() {
        String event = server.accepted("edit", "{\"a\": 1}");
        String edited = TestServer.json(
                        server.replay(event, "{\"body\": {\"a\": 2}}").body())
                .path("eventId")
                .asText();
        assertThat(server.event(edited).path("replayOf").asText()).isEqualTo(event);
        assertThat(server.event(event).at("/replayedBy/0").asText()).isEqualTo(edited);
    }

    @Test
    void a_filter_that_is_wrong_says_what_was_perhaps_meant() {
        server.accepted("find", "{}");
        assertThat(server.get("/api/v1/events?endpoint=find&type=&since=1h&until=2099-01-01T00:00:00Z")
                        .path("items"))
                .hasSize(1);
        assertThat(server.get("/api/v1/events?endpoint=find&until=1h").path("items"))
                .isEmpty();
        refused(
                400,
                "unknown-parameter",
                "did you mean \"status\"",
                "/replays",
                "{\"filter\": {\"statsu\": \"dead\"}}");
        refused(400, "bad-parameter", "did you mean \"dead\"", "/replays", "{\"filter\": {\"status\": \"deat\"}}");
        refused(400, "bad-parameter", "30m, 1h or 7d", "/replays", "{\"filter\": {\"since\": \"yesterday\"}}");
        refused(400, "bad-replay", "\"filter\" is an object", "/replays", "{}");
        refused(400, "bad-replay", "from 1 to 1000", "/replays", "{\"filter\": {}, \"ratePerSecond\": 0}");
        refused(
                400,
                "bad-replay",
                "did you mean \"find-route\"",
                "/replays",
                "{\"filter\": {}, \"route\": \"find-rout\"}");
        refused(400, "bad-replay", "start or failed", "/replays", "{\"filter\": {}, \"from\": \"now\"}");
    }
}
