package dev.hookwright.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hookwright.testing.RouteTests;
import dev.hookwright.testing.Target.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Targets that want to be left alone, and targets that keep failing. */
class TargetsTest extends RouteTests {
    private static final String CALL = "- to: {id: a, uri: \"{{target}}/a\"}";

    @Test
    void what_one_run_is_told_all_runs_heed_without_that_it_counts_as_a_failure() {
        target.script(Map.of("/a", List.of(new Reply(429, Map.of("Retry-After", "600"), ""), Reply.ok("{}"))));
        server.route("other", "in", "- to: {id: b, uri: \"{{target}}/b\"}");
        start(CALL);
        String first = server.accepted("in", "{}");
        await().until(() -> target.calls("/a").size() == 1);
        await().until(() -> server.event(first).toString().contains("\"waiting\""));
        String second = server.accepted("in", "{}");
        await().untilAsserted(() -> assertThat(server.event(second).path("runs"))
                .hasSize(2)
                .allSatisfy(run -> assertThat(run.path("status").asText()).isEqualTo("waiting"))
                .allSatisfy(run -> assertThat(Instant.parse(run.path("dueAt").asText()))
                        .isBetween(Instant.parse("2026-01-01T00:10:00Z"), Instant.parse("2026-01-01T00:11:00Z")))
                .allSatisfy(
                        run -> assertThat(run.path("error").asText()).contains("asked to be left alone: HTTP 429")));
        assertThat(target.calls("/a")).hasSize(1);
        server.restart();
        String third = server.accepted("in", "{}");
        server.awaitRuns(third, "waiting");
        assertThat(target.calls("/a")).hasSize(1);
        server.clock().advance(Duration.ofMinutes(11));
        List.of(first, second, third).forEach(id -> server.awaitRuns(id, "succeeded"));
    }

    @Test
    void a_short_rest_is_waited_for_in_the_middle_of_the_run() {
        target.script(Map.of("/a", List.of(new Reply(429, Map.of("Retry-After", "1"), ""), Reply.ok("{}"))));
        start(CALL);
        String id = server.accepted("in", "{}");
        server.awaitRuns(id, "succeeded");
        List<Instant> calls = target.calls("/a").stream().map(call -> call.at()).toList();
        assertThat(Duration.between(calls.get(0), calls.get(1))).isGreaterThan(Duration.ofMillis(990));
    }

    @Test
    void a_target_that_keeps_failing_is_called_now_and_then_and_runs_follow_their_schedule() {
        target.answer(call -> {
            server.clock().advance(Duration.ofSeconds(2));
            return Reply.status(503);
        });
        start(CALL);
        for (int i = 0; i < 4; i++) {
            server.awaitRuns(server.accepted("in", "{}"), "waiting");
        }
        assertThat(target.calls("/a").size()).isLessThan(12);
        int before = target.calls("/a").size();
        String last = server.accepted("in", "{}");
        assertThat(server.awaitRuns(last, "waiting").at("/runs/0/error").asText())
                .contains("is not called, as it keeps failing");
        assertThat(target.calls("/a")).hasSize(before);
        // No run dies without that its last attempt is made in earnest.
        for (int i = 0; i < 2; i++) {
            String dueAt = server.awaitRuns(last, "waiting").at("/runs/0/dueAt").asText();
            server.clock().set(Instant.parse(dueAt));
            await().until(() -> !server.event(last).at("/runs/0/dueAt").asText().equals(dueAt));
        }
        server.awaitRuns(last, "dead");
        assertThat(server.event(last).at("/runs/0/error").asText()).contains("HTTP 503");
    }
}
