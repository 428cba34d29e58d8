package dev.hookwright.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.Gate;
import dev.hookwright.testing.RouteTests;
import dev.hookwright.testing.Target.Reply;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** No run is at work for ever: not in a call that never ends, and not where Camel loses it. */
class SilentRunsTest extends RouteTests {
    @Test
    void a_call_that_never_ends_is_given_up_and_what_it_says_later_counts_for_nothing() {
        Gate gate = new Gate();
        AtomicInteger calls = new AtomicInteger();
        target.answer(call -> {
            if (call.path().equals("/a") && calls.incrementAndGet() == 1) {
                gate.pass();
            }
            return Reply.ok("{}");
        });
        server.setting("hookwright.silence-timeout", "1s");
        start("""
                - doTry:
                    steps:
                      - to: {id: a, uri: "{{target}}/a"}
                    doCatch:
                      - exception: [java.lang.Exception]
                        steps:
                          - to: {id: instead, uri: "{{target}}/instead"}
                - to: {id: b, uri: "{{target}}/b"}
                """);
        String id = server.accepted("in", "{}");

        JsonNode run = server.awaitRuns(id, "waiting").at("/runs/0");
        assertThat(run.path("error").asText())
                .startsWith("nothing was heard of the run for 1s since step a was called: it is given up");
        assertThat(run.at("/steps/0/attempts/0/outcome").asText()).isEqualTo("unknown");

        gate.open();
        server.clock().advance(Duration.ofMinutes(1));
        JsonNode attempts = server.awaitRuns(id, "succeeded").at("/runs/0/steps/0/attempts");
        assertThat(attempts).hasSize(2);
        assertThat(attempts.at("/1/outcome").asText()).isEqualTo("succeeded");
        // The lost drive has come to its end: it called nothing more.
        await().during(Duration.ofMillis(200)).until(() -> target.calls("/b").size() == 1);
        assertThat(target.calls("/instead")).isEmpty();
        assertThat(calls).hasValue(2);
    }

    @Test
    void a_condition_of_a_doCatch_that_cannot_be_evaluated_ends_the_run() {
        start("""
                - doTry:
                    steps:
                      - throwException: {exceptionType: java.io.IOException, message: "x"}
                    doCatch:
                      - exception: [java.io.IOException]
                        onWhen: {expression: {simple: {expression: "${body.nothing} == 1"}}}
                        steps:
                          - to: {id: a, uri: "{{target}}/a"}
                """);
        JsonNode event = server.awaitRuns(server.accepted("in", "{}"), "dead");
        assertThat(event.at("/runs/0/error").asText())
                .isEqualTo("there is no \"nothing\" in what it is asked of (in doCatch at main.camel.yaml:9)");
        assertThat(target.calls()).isEmpty();
    }

    @Test
    void a_condition_of_a_doCatch_that_holds_or_not_works_as_before() {
        start("""
                - doTry:
                    steps:
                      - throwException: {exceptionType: java.io.IOException, message: "x"}
                    doCatch:
                      - exception: [java.io.IOException]
                        onWhen: {expression: {jq: {expression: ".first"}}}
                        steps:
                          - to: {id: a, uri: "{{target}}/a"}
                      - exception: [java.lang.Exception]
                        steps:
                          - to: {id: b, uri: "{{target}}/b"}
                """);
        server.awaitRuns(server.accepted("in", "{\"first\": true}"), "succeeded");
        assertThat(target.calls("/a")).hasSize(1);
        server.awaitRuns(server.accepted("in", "{\"first\": false}"), "succeeded");
        assertThat(target.calls("/b")).hasSize(1);
        assertThat(target.calls()).hasSize(2);
    }
}
