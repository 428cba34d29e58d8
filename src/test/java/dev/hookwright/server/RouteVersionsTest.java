package dev.hookwright.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.RouteTests;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RouteVersionsTest extends RouteTests {
    private static final String SAY = "- to: {id: say, uri: \"{{target}}/%s\"}\n";

    @Test
    void a_run_names_the_text_of_its_route_that_it_went_through_and_the_text_is_kept() {
        target.answer(call -> call.path().equals("/down") ? Target.Reply.status(503) : Target.Reply.ok("{}"));
        start(SAY.formatted("down"));
        String id = server.accepted("in", "{}");
        String first = version(server.awaitRuns(id, "waiting"));
        server.route("main", "in", SAY.formatted("up"));
        assertThat(server.reload().statusCode()).isEqualTo(200);
        assertThat(version(server.event(id))).as("it has not been driven since").isEqualTo(first);
        server.clock().advance(Duration.ofMinutes(2));
        String second = version(server.awaitRuns(id, "succeeded"));

        JsonNode route = server.get("/api/v1/routes/main");
        assertThat(route.path("version").asText()).isEqualTo(second).isNotEqualTo(first);
        assertThat(route.path("versions"))
                .extracting(one -> one.path("version").asText())
                .containsExactlyInAnyOrder(first, second);
        assertThat(server.get("/api/v1/routes/main/versions/" + first)
                        .path("yaml")
                        .asText())
                .startsWith("- route:")
                .contains("/down")
                .doesNotContain("/up");
        server.restart();
        assertThat(version(server.event(id))).isEqualTo(second);
        assertThat(server.get("/api/v1/routes/main/versions/" + second)
                        .path("yaml")
                        .asText())
                .contains("/up");
        for (String wrong : new String[] {"0123456789ab", "what"}) {
            JsonNode problem = TestServer.json(server.send(server.admin("/api/v1/routes/main/versions/" + wrong)
                            .build())
                    .body());
            assertThat(problem.path("code").asText()).isEqualTo("no-such-version");
        }
    }

    @Test
    void what_a_step_was_sent_is_recorded_without_secrets() {
        server.file("application.properties", "crm.token=hush-hush-hush\n");
        start("""
                - setHeader: {name: X-Trace, constant: shown}
                - setHeader: {name: Authorization, constant: Bearer abcdef}
                - setHeader: {name: CamelHttpMethod, constant: PUT}
                - setBody: {simple: '{"order": ${body}, "key": "{{crm.token}}" }'}
                - to: {id: say, uri: "{{target}}/x?apiKey=abcdef&plain=1"}
                """);
        String id = server.accepted("in", "{\"n\": 1}");

        JsonNode request = server.awaitRuns(id, "succeeded")
                .path("runs")
                .path(0)
                .path("steps")
                .path(0)
                .path("attempts")
                .path(0)
                .path("request");

        assertThat(request).isEqualTo(TestServer.json("""
                {"to": "{{target}}/x", "method": "PUT", "parameters": {"apiKey": "••••", "plain": "1"},
                 "headers": {"Authorization": "••••", "X-Trace": "shown"},
                 "body": "{\\"order\\": {\\"n\\": 1}, \\"key\\": \\"••••\\" }"}
                """));
        assertThat(target.calls().get(0).body()).contains("hush-hush-hush");
    }

    @Test
    void of_long_requests_the_beginning_is_recorded_and_nothing_where_it_is_not_wanted() {
        start(SAY.formatted("x"));
        String id = server.accepted("in", "\"" + "é".repeat(70_000) + "\"");
        JsonNode request = request(server.awaitRuns(id, "succeeded"));
        assertThat(request.path("body").asText()).hasSize(1 << 16).startsWith("\"éé");
        assertThat(request.path("bodyCut").asBoolean()).isTrue();

        server.file("application.properties", "hookwright.record-requests=false\n");
        assertThat(server.reload().statusCode()).isEqualTo(200);
        String next = server.accepted("in", "{}");
        assertThat(request(server.awaitRuns(next, "succeeded")).isNull()).isTrue();
    }

    private static JsonNode request(JsonNode event) {
        return event.path("runs")
                .path(0)
                .path("steps")
                .path(0)
                .path("attempts")
                .path(0)
                .path("request");
    }

    private static String version(JsonNode event) {
        String version = event.path("runs").path(0).path("version").asText();
        assertThat(version).matches("[0-9a-f]{12}");
        return version;
    }
}
