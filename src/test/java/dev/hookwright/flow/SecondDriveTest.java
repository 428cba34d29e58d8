package dev.hookwright.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.RouteTests;
import dev.hookwright.testing.Target.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A route that is driven again sees what it saw before, and goes the same way. */
class SecondDriveTest extends RouteTests {
    private static final Reply DOWN = Reply.status(503);
    private static final List<Reply> DOWN_AT_FIRST = List.of(DOWN, DOWN, DOWN, Reply.ok("{}"));

    private void driveTwice() {
        String id = server.accepted("in", "{\"text\": \"hello\"}");
        server.awaitRuns(id, "waiting");
        server.clock().advance(Duration.ofMinutes(1));
        server.awaitRuns(id, "succeeded");
    }

    @Test
    void a_failure_that_the_route_caught_is_caught_again() {
        target.script(Map.of(
                "/api/chat.postMessage",
                List.of(Reply.ok("{\"ok\": false, \"error\": \"channel_not_found\"}")),
                "/after",
                DOWN_AT_FIRST));
        start("""
                - doTry:
                    steps:
                      - to:
                          id: chat
                          uri: kamelet:slack-message-sink
                          parameters: {token: "RAW(secret-token)", channel: "#a", baseUrl: "{{target}}"}
                    doCatch:
                      - exception: [java.lang.IllegalArgumentException]
                        steps:
                          - setBody: {simple: "caught: ${exception.message}"}
                - to: {id: after, uri: "{{target}}/after"}
                """);
        driveTwice();
        assertThat(target.calls("/api/chat.postMessage")).hasSize(1);
        assertThat(target.calls("/after"))
                .hasSize(4)
                .allSatisfy(
                        call -> assertThat(call.body()).startsWith("caught: ").contains("channel_not_found"))
                .extracting(call -> call.body())
                .containsOnly(target.calls("/after").get(0).body());
    }

    @Test
    void a_refusal_says_the_same_when_it_is_caught_again() {
        target.script(Map.of("/refuses", List.of(Reply.status(422)), "/after", DOWN_AT_FIRST));
        start("""
                - doTry:
                    steps:
                      - to: {id: refused, uri: "{{target}}/refuses"}
                    doCatch:
                      - exception: [org.apache.camel.http.base.HttpOperationFailedException]
                        steps:
                          - setBody: {simple: "${exception.message}, ${exception.statusText}"}
                - to: {id: after, uri: "{{target}}/after"}
                """);
        driveTwice();
        assertThat(target.calls("/refuses")).hasSize(1);
        assertThat(target.calls("/after").get(3).body())
                .contains("/refuses", "422")
                .isEqualTo(target.calls("/after").get(0).body());
    }

    @Test
    void a_handler_whose_own_call_failed_takes_the_same_failure_again() {
        target.script(Map.of(
                "/api/chat.postMessage",
                List.of(Reply.ok("{\"ok\": false, \"error\": \"channel_not_found\"}")),
                "/alert",
                DOWN_AT_FIRST));
        server.file("routes/main.camel.yaml", """
                - onException:
                    exception: [java.lang.IllegalArgumentException]
                    handled: {constant: {expression: "true"}}
                    steps:
                      - to: {uri: "direct:alert"}
                - route:
                    id: alert
                    from:
                      uri: direct:alert
                      steps:
                        - to: {id: told, uri: "{{target}}/alert"}
                - route:
                    id: main
                    from:
                      uri: platform-http:/hooks/in
                      steps:
                        - to:
                            id: chat
                            uri: kamelet:slack-message-sink
                            parameters: {token: "RAW(secret-token)", channel: "#a", baseUrl: "{{target}}"}
                """).start();
        driveTwice();
        assertThat(target.calls("/api/chat.postMessage")).hasSize(1);
    }

    /** A receiver may refuse the same key with another request. */
    @Test
    void a_request_behind_an_answer_with_an_encoding_is_the_same_again() {
        Reply latin = new Reply(200, Map.of("Content-Type", "text/plain; charset=ISO-8859-1"), "hello");
        target.script(Map.of("/before", List.of(latin), "/after", DOWN_AT_FIRST));
        start("""
                - to: {id: before, uri: "{{target}}/before"}
                - setBody: {simple: "${body}, and more"}
                - to:
                    id: after
                    uri: kamelet:http-request-action
                    parameters: {baseUrl: "{{target}}/after", contentType: text/plain}
                """);
        driveTwice();
        assertThat(target.calls("/after"))
                .hasSize(4)
                .extracting(call -> call.headers().get("content-type") + " " + call.body())
                .containsOnly(target.calls("/after").get(0).headers().get("content-type") + " "
                        + target.calls("/after").get(0).body());
    }

    @Test
    void a_header_that_is_no_plain_value_is_there_again() {
        target.script(Map.of("/after", DOWN_AT_FIRST));
        start("""
                - setBody: {constant: "<order><kind>rush</kind></order>"}
                - setHeader: {name: kind, expression: {xpath: {expression: /order/kind}}}
                - to: {id: first, uri: "{{target}}/first"}
                - choice:
                    when:
                      - expression: {simple: {expression: "${header.kind} != null"}}
                        steps:
                          - to: {id: rush, uri: "{{target}}/rush"}
                    otherwise:
                      steps:
                        - to: {id: slow, uri: "{{target}}/slow"}
                - to: {id: after, uri: "{{target}}/after"}
                """);
        driveTwice();
        assertThat(target.calls("/rush")).hasSize(1);
        assertThat(target.calls("/slow")).isEmpty();
    }
}
