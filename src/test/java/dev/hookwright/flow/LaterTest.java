package dev.hookwright.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.config.InvalidWorkspace;
import dev.hookwright.testing.RouteTests;
import dev.hookwright.testing.Target.Call;
import dev.hookwright.testing.Target.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code later:} starts a route as a run of its own, when its time has come and not before. */
class LaterTest extends RouteTests {
    private void start(String later, String tips) {
        server.file("routes/tips.camel.yaml", """
                - route:
                    id: tips-route
                    from:
                      uri: direct:tips
                      steps:
                %s
                """.formatted(tips.indent(8).stripTrailing()));
        start(later);
    }

    private void startWithTips(String later) {
        start(later, "- to: {id: mail, uri: \"{{target}}/tips\"}");
    }

    private List<Call> tips() {
        return target.calls("/tips");
    }

    /** The runs of an event, by route. */
    private static JsonNode run(JsonNode event, String route) {
        for (JsonNode run : event.path("runs")) {
            if (run.path("route").asText().equals(route)) {
                return run;
            }
        }
        throw new AssertionError("no run of " + route + " in " + event);
    }

    private void awaitRun(String event, String route, String status) {
        await().untilAsserted(() -> assertThat(
                        run(server.event(event), route).path("status").asText())
                .isEqualTo(status));
    }

    @Test
    void months_pass_restarts_come_and_the_route_starts_when_its_time_has_come_to_the_second() {
        startWithTips("""
                - setBody: {jq: {expression: "{name: .name, n: 1}"}}
                - to: {id: tips-later, uri: later:tips, parameters: {delay: 100d}}
                """);
        String id = server.accepted("in", "{\"name\": \"Änn\"}");
        awaitRun(id, "main", "succeeded");
        JsonNode waiting = run(server.event(id), "tips-route");
        assertThat(waiting.path("status").asText()).isEqualTo("waiting");
        assertThat(waiting.path("dueAt").asText()).isEqualTo("2026-04-11T00:00:00Z");
        assertThat(waiting.path("startedBy").asText())
                .isEqualTo(run(server.event(id), "main").path("id").asText());
        server.clock().advance(Duration.ofDays(50));
        server.restart();
        server.clock().advance(Duration.ofDays(50).minusSeconds(1));
        String passing = server.accepted("in", "{\"name\": \"Bob\"}");
        awaitRun(passing, "main", "succeeded");
        assertThat(tips()).isEmpty();
        server.clock().advance(Duration.ofSeconds(1));
        awaitRun(id, "tips-route", "succeeded");
        assertThat(tips())
                .singleElement()
                .satisfies(call -> assertThat(call.body()).isEqualTo("{\"name\":\"Änn\",\"n\":1}"));
        assertThat(run(server.event(passing), "tips-route").path("status").asText())
                .isEqualTo("waiting");
    }

    @Test
    void without_a_delay_it_starts_at_once_with_the_event_and_its_body() {
        start("- to: {id: hand-on, uri: later:tips}", """
                - setBody: {simple: {expression: "${variable.event[id]} ${variable.event[type]} ${body}"}}
                - to: {id: mail, uri: "{{target}}/tips"}
                """);
        String id = server.accepted("in", "{\"a\": 1}");
        awaitRun(id, "tips-route", "succeeded");
        assertThat(tips())
                .singleElement()
                .satisfies(call -> assertThat(call.body()).isEqualTo(id + "  {\"a\": 1}"));
    }

    @Test
    void a_run_that_is_driven_again_starts_it_once() {
        target.script(Map.of("/b", List.of(Reply.status(503), Reply.status(503), Reply.status(503), Reply.ok("{}"))));
        startWithTips("""
                - multicast:
                    parallelProcessing: true
                    steps:
                      - to: {id: tips-later, uri: "later:tips?delay=1h"}
                      - to: {id: b, uri: "{{target}}/b"}
                """);
        String id = server.accepted("in", "{}");
        awaitRun(id, "main", "waiting");
        server.clock().advance(Duration.ofMinutes(1));
        awaitRun(id, "main", "succeeded");
        assertThat(server.event(id).path("runs")).hasSize(2);
        server.clock().advance(Duration.ofHours(1));
        awaitRun(id, "tips-route", "succeeded");
        assertThat(tips()).hasSize(1);
    }

    @Test
    void one_is_started_for_a_key_until_it_is_cancelled() {
        server.file("routes/endpoints.yaml", "in: {provider: unsigned}\nother: {provider: unsigned}\n")
                .route(
                        "goodbye",
                        "in",
                        "- to: {id: cancel, uri: later:cancel, parameters: {key: \"${jq(.customer)}\"}}")
                .route("start", "other", """
                        - to:
                            id: tips-later
                            uri: later:tips
                            parameters: {delay: 3d, dedupKey: "${jq(.customer)}"}
                        """);
        server.file("routes/tips.camel.yaml", """
                - route:
                    id: tips-route
                    from: {uri: "direct:tips", steps: [{to: {id: mail, uri: "{{target}}/tips"}}]}
                """);
        server.start();
        String first = server.accepted("other", "{\"customer\": \"c&at=1\"}");
        awaitRun(first, "start", "succeeded");
        String second = server.accepted("other", "{\"customer\": \"c&at=1\"}");
        String other = server.accepted("other", "{\"customer\": 7}");
        awaitRun(second, "start", "succeeded");
        awaitRun(other, "tips-route", "waiting");
        assertThat(server.event(second).path("runs")).as("of the same customer").hasSize(1);

        server.awaitRuns(server.accepted("in", "{\"customer\": \"c&at=1\"}"), "succeeded");
        assertThat(run(server.event(first), "tips-route").path("status").asText())
                .isEqualTo("cancelled");
        String third = server.accepted("other", "{\"customer\": \"c&at=1\"}");
        awaitRun(third, "tips-route", "waiting");

        server.clock().advance(Duration.ofDays(3));
        awaitRun(third, "tips-route", "succeeded");
        awaitRun(other, "tips-route", "succeeded");
        assertThat(tips()).hasSize(2);
        String late = server.accepted("other", "{\"customer\": 7}");
        awaitRun(late, "start", "succeeded");
        assertThat(server.event(late).path("runs")).as("claimed still").hasSize(1);
    }

    @Test
    void a_started_run_is_retried_dies_and_goes_on_as_any() {
        target.script(Map.of("/tips", List.of(Reply.status(401), Reply.ok("{}"))));
        startWithTips("""
                - setBody: {constant: {expression: "for later"}}
                - to: {id: tips-later, uri: "later:tips", parameters: {at: "2026-01-02T01:00:00+01:00"}}
                """);
        String id = server.accepted("in", "{}");
        awaitRun(id, "tips-route", "waiting");
        server.clock().advance(Duration.ofDays(1));
        awaitRun(id, "tips-route", "dead");
        assertThat(server.replay(id, "{\"from\": \"failed\"}").statusCode()).isEqualTo(202);
        awaitRun(id, "tips-route", "succeeded");
        assertThat(server.replay(id, "{\"route\": \"tips-route\"}").statusCode())
                .isEqualTo(202);
        await().until(() -> tips().size() == 3);
        assertThat(tips()).allSatisfy(call -> assertThat(call.body()).isEqualTo("for later"));
    }

    @Test
    void what_the_event_makes_of_a_time_and_cannot_be_one_is_said() {
        startWithTips("- to: {id: tips-later, uri: later:tips, parameters: {at: \"${jq(.at)}\"}}");
        String soon = server.accepted("in", "{\"at\": 1767225660}");
        awaitRun(soon, "tips-route", "waiting");
        assertThat(run(server.event(soon), "tips-route").path("dueAt").asText()).isEqualTo("2026-01-01T00:01:00Z");
        String odd = server.accepted("in", "{\"at\": \"Tuesday\"}");
        assertThat(server.awaitRuns(odd, "dead").at("/runs/0/error").asText())
                .startsWith("\"Tuesday\" is not a time: write it as");
    }

    @Test
    void what_is_wrong_with_it_is_said_with_its_place_before_anything_starts() {
        assertThatThrownBy(() -> startWithTips("""
                        - log: on
                        - to:
                            id: later
                            uri: later:tisp?delay=3d
                        """))
                .isInstanceOf(InvalidWorkspace.class)
                .hasMessageContaining("routes/main.camel.yaml:9:18: later:tisp starts no route")
                .hasMessageContaining("did you mean later:tips?");
        assertThatThrownBy(() -> startWithTips("- toD: {id: later, uri: \"later:${body}\"}"))
                .hasMessageContaining("which route later: starts must not depend on the event");
        assertThatThrownBy(() -> startWithTips("- to: {id: later, uri: \"later:tips?dealy=3d\"}"))
                .hasMessageContaining("did you mean \"delay\"?");
        assertThatThrownBy(() -> startWithTips("- to: {id: later, uri: \"later:tips?delay=soon\"}"))
                .hasMessageContaining("\"soon\" is not a duration");
        assertThatThrownBy(() -> startWithTips("- to: {id: later, uri: \"later:cancel\"}"))
                .hasMessageContaining("does not say what to cancel");
    }
}
