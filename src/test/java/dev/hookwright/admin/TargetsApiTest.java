package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.AdminCaller;
import dev.hookwright.testing.RouteTests;
import dev.hookwright.testing.Target.Reply;
import dev.hookwright.testing.TestServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Targets that asked to be left alone, for longer than anybody wants to wait; by a clock that stands still. */
@Timeout(60)
class TargetsApiTest extends RouteTests {
    private static final String CALL = "- to: {id: a, uri: \"{{target}}/a\"}";
    private static final Reply IN_A_DAY = new Reply(429, Map.of("Retry-After", "86400"), "");

    /** One that was told, and one that was not called any more. */
    private List<String> twoThatWait() {
        server.route("other", "second", CALL.replace("id: a", "id: b"));
        server.file("routes/endpoints.yaml", """
                in: {provider: unsigned, dedupKey: none, routes: {main: {retry: [1m, 5m]}}}
                second: {provider: unsigned, dedupKey: none}
                """);
        start(CALL);
        String told = server.accepted("in", "{}");
        server.awaitRuns(told, "waiting");
        String refused = server.accepted("second", "{}");
        server.awaitRuns(refused, "waiting");
        return List.of(told, refused);
    }

    private String name() {
        return "http at " + target.url().substring("http://".length());
    }

    private JsonNode targets() {
        return server.get("/api/v1/targets").path("items");
    }

    private HttpResponse<String> resume(AdminCaller caller, String name) {
        return caller.post("/targets/resume", "{\"target\": \"" + name + "\"}");
    }

    @Test
    void its_rest_is_ended_and_the_runs_that_wait_because_of_it_go_at_once() {
        target.script(Map.of("/a", List.of(IN_A_DAY, Reply.ok("{}"))));
        List<String> events = twoThatWait();
        assertThat(target.calls("/a")).hasSize(1);
        ApiDescription description = new ApiDescription(server.get("/api/v1/openapi.json"));
        JsonNode list = server.get("/api/v1/targets");
        description.check("GET", "/targets", 200, list);
        assertThat(list.path("items")).singleElement().satisfies(rest -> {
            assertThat(rest.path("target").asText()).isEqualTo(name());
            assertThat(rest.path("until").asText()).isEqualTo("2026-01-02T00:00:00Z");
            assertThat(rest.path("reason").asText()).startsWith("HTTP 429").contains("from 127.0.0.1");
        });

        HttpResponse<String> answer = resume(AdminCaller.admin(server), name());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode resumed = json(answer);
        description.check("POST", "/targets/resume", 200, resumed);
        assertThat(resumed.path("runs").asInt()).isEqualTo(2);
        assertThat(resumed.path("all").asBoolean()).isTrue();
        events.forEach(event -> server.awaitRuns(event, "succeeded"));
        assertThat(target.calls("/a")).hasSize(3);
        assertThat(targets()).isEmpty();
    }

    @Test
    void it_is_left_alone_again_if_it_asks_again_which_outlasts_a_restart() {
        target.script(Map.of("/a", List.of(IN_A_DAY)));
        List<String> events = twoThatWait();
        server.clock().advance(Duration.ofHours(1));

        assertThat(resume(AdminCaller.admin(server), name()).statusCode()).isEqualTo(200);

        await().untilAsserted(() -> assertThat(targets())
                .singleElement()
                .satisfies(rest -> assertThat(rest.path("until").asText()).isEqualTo("2026-01-02T01:00:00Z")));
        events.forEach(event -> server.awaitRuns(event, "waiting"));
        server.restart();
        assertThat(targets()).hasSize(1);
        int calls = target.calls("/a").size();
        server.awaitRuns(server.accepted("in", "{}"), "waiting");
        assertThat(target.calls("/a")).hasSize(calls);
    }

    @Test
    void more_than_go_before_the_call_is_answered_go_after_it() {
        target.script(Map.of("/a", List.of(IN_A_DAY, Reply.ok("{}"))));
        twoThatWait();
        int events = 700;
        for (int i = 0; i < events; i++) {
            server.accepted("second", "{}");
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> waiting() == events + 2);

        JsonNode resumed = json(resume(AdminCaller.admin(server), name()));

        assertThat(resumed.path("runs").asInt()).isEqualTo(500);
        assertThat(resumed.path("all").asBoolean()).isFalse();
        await().atMost(Duration.ofSeconds(30)).until(() -> waiting() == 0);
        assertThat(target.calls("/a")).hasSize(events + 3);
    }

    private long waiting() {
        return server.get("/api/v1/stats").at("/queue/waiting").asLong();
    }

    @Test
    void who_does_it_and_why_is_written_down_and_who_may_only_read_may_not() {
        target.script(Map.of("/a", List.of(IN_A_DAY, Reply.ok("{}"))));
        twoThatWait();
        AdminCaller admin = AdminCaller.admin(server);
        AdminCaller viewer = admin.with("vera", "viewer");
        assertThat(viewer.json("/targets").path("items")).hasSize(1);
        assertThat(resume(viewer, name()).statusCode()).isEqualTo(403);

        assertThat(resume(admin.with("olga", "operator"), name()).statusCode()).isEqualTo(200);

        JsonNode entry = admin.json("/audit?limit=1").at("/items/0");
        assertThat(entry.path("action").asText()).isEqualTo("POST /targets/resume");
        assertThat(entry.path("target").asText()).isEqualTo("/targets/resume/" + name());
        assertThat(entry.toString()).contains("olga");
    }

    @Test
    void what_is_not_to_be_left_alone_is_told_by_its_nearest_name() {
        target.script(Map.of("/a", List.of(IN_A_DAY, Reply.ok("{}"))));
        twoThatWait();
        AdminCaller admin = AdminCaller.admin(server);
        assertThat(problem(admin, name() + "0", 404)).endsWith("now (did you mean \"" + name() + "\"?).");
        assertThat(admin.post("/targets/resume", "{}").body()).contains("\\\"target\\\" is missing");
        assertThat(admin.post("/targets/resume", "{\"tarjet\": \"x\"}").body()).contains("did you mean");
        assertThat(resume(admin, name()).statusCode()).isEqualTo(200);
        assertThat(problem(admin, name(), 404)).endsWith("is to be left alone now (none is).");
    }

    private String problem(AdminCaller caller, String name, int status) {
        HttpResponse<String> answer = resume(caller, name);
        assertThat(answer.statusCode()).isEqualTo(status);
        return json(answer).path("detail").asText();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return TestServer.json(answer.body());
    }

    @Test
    void what_the_reason_quotes_is_hidden_from_whom_fields_are() {
        server.file("application.properties", "hookwright.mask.keys=email\nhookwright.mask.roles=viewer\n");
        target.script(Map.of("/a", List.of(IN_A_DAY)));
        twoThatWait();
        AdminCaller viewer = AdminCaller.admin(server).with("vera", "viewer");

        assertThat(viewer.json("/targets").at("/items/0/reason").asText())
                .startsWith("HTTP 429")
                .doesNotContain("127.0.0.1");
    }
}
