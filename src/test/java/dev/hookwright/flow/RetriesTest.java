package dev.hookwright.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.RouteTests;
import dev.hookwright.testing.Target.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What failed is tried again as it should: by redelivery first, by the schedule after, by hand at last. */
class RetriesTest extends RouteTests {
    @Test
    void a_refusal_that_will_not_mend_is_not_repeated() {
        target.script(Map.of("/a", List.of(new Reply(422, Map.of(), "{\"why\": \"no such field\"}"))));
        start("- to: {id: a, uri: \"{{target}}/a\"}");
        JsonNode event = server.awaitRuns(server.accepted("in", "{}"), "dead");
        assertThat(target.calls("/a")).hasSize(1);
        JsonNode attempt = event.at("/runs/0/steps/0/attempts/0");
        assertThat(attempt.path("statusCode").asInt()).isEqualTo(422);
        assertThat(attempt.path("outcome").asText()).isEqualTo("failed");
        assertThat(attempt.path("response").asText()).contains("no such field");
    }

    @Test
    void the_schedule_is_followed_and_then_the_run_is_dead() {
        target.answer(call -> Reply.status(503));
        start("- to: {id: a, uri: \"{{target}}/a\"}");
        String id = server.accepted("in", "{}");
        assertThat(server.awaitRuns(id, "waiting").at("/runs/0/dueAt").asText()).isEqualTo("2026-01-01T00:01:00Z");
        server.clock().advance(Duration.ofMinutes(1));
        await().until(() -> server.event(id).at("/runs/0/dueAt").asText().equals("2026-01-01T00:06:00Z"));
        server.clock().advance(Duration.ofMinutes(5));
        server.awaitRuns(id, "dead");
        assertThat(target.calls("/a")).hasSize(9);
    }

    @Test
    void the_target_says_when_to_come_back() {
        target.script(Map.of("/a", List.of(new Reply(429, Map.of("Retry-After", "600"), ""), Reply.ok("{}"))));
        start("- to: {id: a, uri: \"{{target}}/a\"}");
        String id = server.accepted("in", "{}");
        assertThat(server.awaitRuns(id, "waiting").at("/runs/0/dueAt").asText()).isEqualTo("2026-01-01T00:10:00Z");
        assertThat(target.calls("/a")).hasSize(1);
        server.clock().advance(Duration.ofMinutes(10));
        server.awaitRuns(id, "succeeded");
    }

    @Test
    void a_dead_run_goes_on_where_it_failed() {
        target.script(Map.of("/b", List.of(Reply.status(401), Reply.ok("{}"))));
        start("""
                - to: {id: a, uri: "{{target}}/a"}
                - to: {id: b, uri: "{{target}}/b"}
                """);
        String id = server.accepted("in", "{}");
        String runId = server.awaitRuns(id, "dead").at("/runs/0/id").asText();
        assertThat(server.replay(id, "{\"from\": \"failed\"}").body()).contains(runId);
        server.awaitRuns(id, "succeeded");
        assertThat(target.calls("/a")).hasSize(1);
        assertThat(target.calls("/b")).hasSize(2);
        assertThat(server.replay(id, "{\"from\": \"failed\"}").statusCode()).isEqualTo(409);
    }

    /** As where a token was wrong, and is right again, but the target is busy just then. */
    @Test
    void what_would_not_mend_before_a_replay_is_no_reason_to_give_up_after_it() {
        target.script(Map.of(
                "/a",
                List.of(Reply.status(401), Reply.status(503), Reply.status(503), Reply.status(503), Reply.ok("{}"))));
        start("- to: {id: a, uri: \"{{target}}/a\"}");
        String id = server.accepted("in", "{}");
        server.awaitRuns(id, "dead");
        server.replay(id, "{\"from\": \"failed\"}");
        server.awaitRuns(id, "waiting");
        server.clock().advance(Duration.ofMinutes(1));
        server.awaitRuns(id, "succeeded");
        assertThat(target.calls("/a")).hasSize(5);
    }

    @Test
    void the_idempotency_key_is_the_step_s_own_and_stays_the_same() {
        target.script(Map.of("/b", List.of(Reply.status(503), Reply.status(503), Reply.status(503), Reply.ok("{}"))));
        start("""
                - setHeader: {name: Idempotency-Key, expression: {simple: {expression: "${variable.event[idempotencyKey]}"}}}
                - to: {id: a, uri: "{{target}}/a"}
                - removeHeaders: {pattern: "*"}
                - setHeader: {name: Idempotency-Key, expression: {simple: {expression: "${variable.event[idempotencyKey]}"}}}
                - to: {id: b, uri: "{{target}}/b"}
                """);
        String id = server.accepted("in", "{}");
        server.awaitRuns(id, "waiting");
        server.clock().advance(Duration.ofMinutes(1));
        String runId = server.awaitRuns(id, "succeeded").at("/runs/0/id").asText();
        assertThat(target.calls("/a").get(0).headers()).containsEntry("idempotency-key", runId + "-a");
        assertThat(target.calls("/b"))
                .hasSize(4)
                .allSatisfy(call -> assertThat(call.headers()).containsEntry("idempotency-key", runId + "-b"));
    }
}
