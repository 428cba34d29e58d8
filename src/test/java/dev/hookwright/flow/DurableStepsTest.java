package dev.hookwright.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.RouteTests;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.Target.Reply;
import dev.hookwright.testing.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What is done is not done again, whatever the route is made of. */
class DurableStepsTest extends RouteTests {
    private static List<String> stepIds(JsonNode event) {
        return StreamSupport.stream(event.path("runs").path(0).path("steps").spliterator(), false)
                .map(step -> step.path("id").asText())
                .sorted()
                .toList();
    }

    @Test
    void a_step_that_is_done_is_not_called_again_when_a_later_one_fails() {
        target.script(Map.of("/b", List.of(Reply.status(503), Reply.status(503), Reply.status(503), Reply.ok("{}"))));
        start("""
                - to: {id: a, uri: "{{target}}/a"}
                - to: {id: b, uri: "{{target}}/b"}
                """);
        String id = server.accepted("in", "{}");
        JsonNode event = server.awaitRuns(id, "waiting");
        assertThat(event.at("/runs/0/dueAt").asText()).isEqualTo("2026-01-01T00:01:00Z");
        assertThat(event.at("/runs/0/error").asText()).isEqualTo("HTTP 503 Service Unavailable from 127.0.0.1");
        assertThat(target.calls("/b")).hasSize(3);

        server.clock().advance(Duration.ofMinutes(1));
        event = server.awaitRuns(id, "succeeded");

        assertThat(target.calls("/a")).hasSize(1);
        assertThat(event.at("/runs/0/steps/0/attempts/0/response").asText()).isEqualTo("{}");
        assertThat(target.calls("/b")).hasSize(4);
        assertThat(event.at("/runs/0/steps/1/attempts")).hasSize(4);
        assertThat(event.at("/runs/0/attempt").asInt()).isEqualTo(2);
    }

    @Test
    void the_recorded_answer_stands_in_for_the_call() {
        target.script(Map.of(
                "/a", List.of(Reply.ok("{\"ticket\": 42, \"text\": \"ä \\\"quoted\\\"\"}")),
                "/b", List.of(Reply.status(500), Reply.status(500), Reply.status(500), Reply.ok("{}"))));
        start("""
                - to: {id: a, uri: "{{target}}/a"}
                - setVariable: {name: ticket, expression: {jq: {expression: .ticket}}}
                - to: {id: b, uri: "{{target}}/b"}
                - to: {id: c, uri: "{{target}}/c?ticket=1"}
                """);
        String id = server.accepted("in", "{}");
        server.awaitRuns(id, "waiting");
        server.clock().advance(Duration.ofMinutes(1));
        server.awaitRuns(id, "succeeded");
        assertThat(target.calls("/b").get(0).body()).contains("\"ticket\": 42");
        assertThat(target.calls("/b").get(3).body())
                .isEqualTo(target.calls("/b").get(0).body());
    }

    @Test
    void in_a_parallel_multicast_only_the_branch_that_failed_is_repeated() {
        target.script(Map.of("/crm", List.of(Reply.status(502), Reply.status(502), Reply.status(502), Reply.ok("{}"))));
        start("""
                - multicast:
                    parallelProcessing: true
                    steps:
                      - to: {id: crm, uri: "{{target}}/crm"}
                      - to: {id: mail, uri: "{{target}}/mail"}
                      - to: {id: ticket, uri: "{{target}}/ticket"}
                """);
        String id = server.accepted("in", "{}");
        server.awaitRuns(id, "waiting");
        server.clock().advance(Duration.ofMinutes(1));
        assertThat(stepIds(server.awaitRuns(id, "succeeded"))).containsExactly("crm", "mail", "ticket");
        assertThat(target.calls("/crm")).hasSize(4);
        assertThat(target.calls("/mail")).hasSize(1);
        assertThat(target.calls("/ticket")).hasSize(1);
    }

    @Test
    void a_branch_failure_that_the_aggregation_swallows_still_fails_the_run() {
        target.script(Map.of("/crm", List.of(Reply.status(502), Reply.status(502), Reply.status(502), Reply.ok("{}"))));
        start("""
                - multicast:
                    aggregationStrategy: "#class:org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy"
                    steps:
                      - to: {id: crm, uri: "{{target}}/crm"}
                      - to: {id: mail, uri: "{{target}}/mail"}
                - setBody: {constant: {expression: done}}
                - to: {id: after, uri: "{{target}}/after"}
                """);
        String id = server.accepted("in", "{}");
        server.awaitRuns(id, "waiting");
        assertThat(target.calls("/after")).isEmpty();
        server.clock().advance(Duration.ofMinutes(1));
        server.awaitRuns(id, "succeeded");
        assertThat(target.calls("/mail")).hasSize(1);
        assertThat(target.calls("/after")).hasSize(1);
    }

    @Test
    void a_branch_failure_that_the_route_handles_does_not_fail_the_run() {
        target.script(Map.of("/crm", List.of(Reply.status(422))));
        start("""
                - multicast:
                    steps:
                      - doTry:
                          steps:
                            - to: {id: crm, uri: "{{target}}/crm"}
                          doCatch:
                            - exception: [org.apache.camel.http.base.HttpOperationFailedException]
                              steps:
                                - to: {id: fallback, uri: "{{target}}/fallback"}
                      - to: {id: mail, uri: "{{target}}/mail"}
                """);
        JsonNode event = server.awaitRuns(server.accepted("in", "{}"), "succeeded");
        assertThat(stepIds(event)).containsExactly("crm", "fallback", "mail");
        assertThat(target.calls("/crm")).hasSize(1);
    }

    @Test
    void a_handler_of_the_route_ends_the_run_well() {
        target.script(Map.of("/crm", List.of(Reply.status(400))));
        server.file("routes/main.camel.yaml", """
                - onException:
                    exception: [org.apache.camel.http.base.HttpOperationFailedException]
                    handled: {constant: {expression: "true"}}
                    steps:
                      - to: {id: alert, uri: "{{target}}/alert"}
                - route:
                    id: main
                    from:
                      uri: platform-http:/hooks/in
                      steps:
                        - to: {id: crm, uri: "{{target}}/crm"}
                """).start();
        server.awaitRuns(server.accepted("in", "{}"), "succeeded");
        assertThat(target.calls("/crm")).hasSize(1);
        assertThat(target.calls("/alert")).hasSize(1);
    }

    @Test
    void each_part_of_a_split_is_a_step_of_its_own() {
        target.answer(call -> isItem(call, 2) && target.calls().size() < 5 ? Reply.status(503) : Reply.ok("{}"));
        start("""
                - split:
                    expression: {jq: {expression: ".items[]"}}
                    steps:
                      - to: {id: item, uri: "{{target}}/item"}
                """);
        String id = server.accepted("in", "{\"items\": [{\"n\": 1}, {\"n\": 2}, {\"n\": 3}]}");
        server.awaitRuns(id, "waiting");
        server.clock().advance(Duration.ofMinutes(1));
        JsonNode event = server.awaitRuns(id, "succeeded");
        assertThat(stepIds(event)).containsExactly("item[0]", "item[1]", "item[2]");
        assertThat(target.calls().stream().filter(call -> isItem(call, 1))).hasSize(1);
        assertThat(target.calls().stream().filter(call -> isItem(call, 3))).hasSize(1);
    }

    private static boolean isItem(Target.Call call, int number) {
        return TestServer.json(call.body()).path("n").asInt() == number;
    }

    @Test
    void a_choice_and_a_dynamic_target_are_durable_too() {
        target.script(Map.of("/vip", List.of(Reply.status(503), Reply.status(503), Reply.status(503), Reply.ok("{}"))));
        start("""
                - choice:
                    when:
                      - expression: {jq: {expression: .vip}}
                        steps:
                          - to: {id: first, uri: "{{target}}/first"}
                          - toD: {id: vip, uri: "{{target}}/vip"}
                    otherwise:
                      steps:
                        - to: {id: other, uri: "{{target}}/other"}
                """);
        String id = server.accepted("in", "{\"vip\": true}");
        server.awaitRuns(id, "waiting");
        server.clock().advance(Duration.ofMinutes(1));
        server.awaitRuns(id, "succeeded");
        assertThat(target.calls("/first")).hasSize(1);
        assertThat(target.calls("/vip")).hasSize(4);
        assertThat(target.calls("/other")).isEmpty();
    }

    @Test
    void the_same_route_called_twice_makes_steps_of_their_own() {
        server.file("routes/helper.camel.yaml", """
                - route:
                    id: helper
                    from:
                      uri: direct:helper
                      steps:
                        - to: {id: notify, uri: "{{target}}/notify"}
                """);
        start("""
                - to: direct:helper
                - to: direct:helper
                """);
        server.awaitRuns(server.accepted("in", "{}"), "succeeded");
        assertThat(target.calls("/notify")).hasSize(2);
    }

    @Test
    void steps_without_an_id_are_known_again_after_a_restart_with_more_files() {
        target.script(Map.of("/b", List.of(Reply.status(503), Reply.status(503), Reply.status(503), Reply.ok("{}"))));
        start("""
                - to: "{{target}}/a"
                - to: "{{target}}/b"
                """);
        String id = server.accepted("in", "{}");
        server.awaitRuns(id, "waiting");
        // Loaded before the other, so that Camel's own generated ids would shift.
        server.route("aaa", "in", "- to: \"{{target}}/x\"");
        server.restart();
        server.clock().advance(Duration.ofMinutes(1));
        assertThat(stepIds(server.awaitRuns(id, "succeeded"))).containsExactly("to1", "to2");
        assertThat(target.calls("/a")).hasSize(1);
    }
}
