package dev.hookwright.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.RouteTests;
import dev.hookwright.testing.Target.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a handler calls is called once for each node that it handles. */
class HandlerStepsTest extends RouteTests {
    private static final Reply DOWN = Reply.status(503);
    private static final List<Reply> DOWN_AT_FIRST = List.of(DOWN, DOWN, DOWN, Reply.ok("{}"));
    private static final List<Reply> REFUSED = List.of(Reply.status(422));
    private static final String CONTINUED = """
            - onException:
                exception: [org.apache.camel.http.base.HttpOperationFailedException]
                onWhen: {simple: "${exception.statusCode} == 422"}
                continued: {constant: {expression: "true"}}
                steps:
            """;

    private JsonNode driveTwice(String file) {
        server.file("routes/main.camel.yaml", file).start();
        String id = server.accepted("in", "[1, 2]");
        server.awaitRuns(id, "waiting");
        server.clock().advance(Duration.ofMinutes(1));
        return server.awaitRuns(id, "succeeded");
    }

    private static String route(String... steps) {
        return """
                - route:
                    id: main
                    from:
                      uri: platform-http:/hooks/in
                      steps:
                """ + String.join("\n", steps).indent(8);
    }

    private static String call(String id) {
        return "- to: {id: %s, uri: \"{{target}}/%s\"}".formatted(id, id);
    }

    @Test
    void a_route_that_goes_on_tells_of_each_node_that_failed() {
        target.script(Map.of("/one", REFUSED, "/two", REFUSED, "/after", DOWN_AT_FIRST));
        driveTwice(CONTINUED + """
                      - setHeader: {name: Its-Key, simple: "${variable.event[idempotencyKey]}"}
                """ + call("alert").indent(6) + route(call("one"), call("two"), call("after")));
        assertThat(target.calls("/one")).hasSize(1);
        assertThat(target.calls("/two")).hasSize(1);
        assertThat(target.calls("/alert")).hasSize(2);
        assertThat(target.calls("/alert").stream().map(call -> call.headers().get("its-key")))
                .doesNotContainNull()
                .doesNotHaveDuplicates();
    }

    @Test
    void so_does_a_handler_that_calls_another_route() {
        target.script(Map.of("/one", REFUSED, "/two", REFUSED, "/after", DOWN_AT_FIRST));
        driveTwice(CONTINUED
                + "- to: {uri: \"direct:tell\"}".indent(6)
                + route(call("one"), call("two"), call("after"))
                + """
                - route:
                    id: tell
                    from:
                      uri: direct:tell
                      steps:
                """ + call("alert").indent(8));
        assertThat(target.calls("/alert")).hasSize(2);
    }

    @Test
    void and_one_that_handles_what_no_step_threw() {
        target.script(Map.of("/after", DOWN_AT_FIRST));
        String fails = "- throwException: {exceptionType: java.lang.IllegalStateException, message: odd}";
        driveTwice("""
                - onException:
                    exception: [java.lang.IllegalStateException]
                    continued: {constant: {expression: "true"}}
                    steps:
                """ + call("alert").indent(6) + route(fails, fails, call("after")));
        assertThat(target.calls("/alert")).hasSize(2);
    }
}
