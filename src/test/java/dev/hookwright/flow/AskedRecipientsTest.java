package dev.hookwright.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.RouteTests;
import dev.hookwright.testing.Target.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An expression says which of the author's own routes go on: what these call are the steps. */
class AskedRecipientsTest extends RouteTests {
    private static final String EVENT = """
            {"a": "first", "b": "both", "list": "direct:first,direct:second"}
            """;
    private static final Reply DOWN = Reply.status(503);

    private void startWithTwoRoutes(String steps) {
        target.script(Map.of("/second", List.of(DOWN, DOWN, DOWN, Reply.ok("{}"))));
        server.setting("hookwright.routes.allow-dynamic", "*");
        server.file("routes/helpers.camel.yaml", """
                - route:
                    id: first
                    from:
                      uri: direct:first
                      steps:
                        - to: {id: call-first, uri: "{{target}}/first"}
                - route:
                    id: second
                    from:
                      uri: direct:second
                      steps:
                        - to: {id: call-second, uri: "{{target}}/second"}
                - route:
                    id: both
                    from:
                      uri: direct:both
                      steps:
                        - to: direct:first
                        - to: direct:second
                """);
        start(steps + """
                - to: {id: after, uri: "{{target}}/after"}
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- recipientList: {constant: 'direct:first,direct:second'}\n",
                "- recipientList: {constant: 'direct:first;direct:second', delimiter: ';', parallelProcessing: true}\n",
                "- recipientList: {jq: {expression: '.list', resultType: java.lang.String}}\n",
                "- routingSlip: {constant: 'direct:first,direct:second'}\n",
                "- routingSlip: {simple: 'direct:${jq(.a)},direct:second'}\n",
                "- enrich: {constant: 'direct:both'}\n",
                "- enrich: {simple: '{{helper}}'}\n",
                "- enrich: {simple: 'direct:${jq(.b)}'}\n"
            })
    void what_they_have_done_is_not_done_again(String steps) {
        server.setting("helper", "direct:both");
        startWithTwoRoutes(steps);
        String id = server.accepted("in", EVENT);
        server.awaitRuns(id, "waiting");
        assertThat(target.calls("/second")).hasSize(3);
        server.clock().advance(Duration.ofMinutes(1));
        server.awaitRuns(id, "succeeded");
        assertThat(target.calls("/first")).hasSize(1);
        assertThat(target.calls("/second")).hasSize(4);
        assertThat(target.calls("/after")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"recipientList: {constant: ", "recipientList: {simple: "})
    void the_same_route_called_twice_makes_steps_with_keys_of_their_own(String step) {
        server.file("routes/keyed.camel.yaml", """
                - route:
                    id: keyed
                    from:
                      uri: direct:keyed
                      steps:
                        - setHeader: {name: Idempotency-Key, simple: "${variable.event[idempotencyKey]}"}
                        - to: {id: call, uri: "{{target}}/keyed"}
                """);
        start("- " + step + "'direct:keyed,direct:keyed'}\n");
        server.awaitRuns(server.accepted("in", "{}"), "succeeded");
        assertThat(target.calls("/keyed"))
                .hasSize(2)
                .extracting(call -> call.headers().get("idempotency-key"))
                .doesNotContainNull()
                .doesNotHaveDuplicates();
    }

    @Test
    void a_slip_that_names_a_route_twice_goes_there_twice() {
        startWithTwoRoutes("- routingSlip: {constant: 'direct:first,direct:first'}\n");
        server.awaitRuns(server.accepted("in", EVENT), "succeeded");
        assertThat(target.calls("/first")).hasSize(2);
    }
}
