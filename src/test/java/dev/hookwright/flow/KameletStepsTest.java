package dev.hookwright.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.RouteTests;
import dev.hookwright.testing.Target.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A connector that is called by Camel's own kamelet step, and routes that are made of a template. */
class KameletStepsTest extends RouteTests {
    @Test
    void what_stands_behind_a_kamelet_is_not_a_part_of_it() {
        target.script(Map.of("/c", List.of(Reply.status(503), Reply.status(503), Reply.status(503), Reply.ok("{}"))));
        start("""
                - choice:
                    when:
                      - jq: .go
                        steps:
                          - kamelet: {id: a, name: http-request-action, parameters: {baseUrl: "{{target}}/a"}}
                          - doTry:
                              steps:
                                - kamelet: {name: "http-request-action?baseUrl={{target}}/b"}
                                - to: {id: c, uri: "{{target}}/c"}
                              doFinally: {steps: [{log: over}]}
                """);
        String id = server.accepted("in", "{\"go\": true}");
        server.awaitRuns(id, "waiting");
        server.clock().advance(Duration.ofMinutes(1));
        JsonNode event = server.awaitRuns(id, "succeeded");

        assertThat(target.calls("/a")).hasSize(1);
        assertThat(target.calls("/b")).hasSize(1);
        assertThat(target.calls("/c")).hasSize(4);
        assertThat(event.at("/runs/0/steps")).hasSize(3);
    }

    @Test
    void a_policy_of_ones_own_may_call_a_connector() {
        target.script(Map.of("/a", List.of(Reply.status(422))));
        server.file("routes/policy.camel.yaml", """
                - routeConfiguration:
                    onException:
                      - onException:
                          exception: [java.lang.Exception]
                          handled: {constant: {expression: "true"}}
                          steps:
                            - to: {id: tell, uri: "kamelet:http-request-action", parameters: {baseUrl: "{{target}}/tell"}}
                """);
        start("""
                - to: {id: a, uri: "kamelet:http-request-action", parameters: {baseUrl: "{{target}}/a"}}
                """);
        server.awaitRuns(server.accepted("in", "{}"), "succeeded");

        assertThat(target.calls("/a")).hasSize(1);
        assertThat(target.calls("/tell")).hasSize(1);
    }

    @Test
    void a_route_that_is_made_of_a_template_is_one_like_any_other() {
        server.file("routes/template.camel.yaml", """
                - routeTemplate:
                    id: announced
                    parameters: [{name: path}]
                    from:
                      uri: platform-http:/hooks/in
                      steps:
                        - to: {id: call, uri: "{{target}}/{{path}}"}
                """)
                .file("routes/main.camel.yaml", """
                - templatedRoute:
                    routeTemplateRef: announced
                    routeId: main
                    parameters: [{name: path, value: x}]
                """)
                .start();
        server.awaitRuns(server.accepted("in", "{}"), "succeeded");

        assertThat(target.calls("/x")).hasSize(1);
    }

    @Test
    void a_templates_parameter_can_say_where_a_route_starts_and_what_it_calls() {
        target.script(Map.of("/y", List.of(Reply.status(503), Reply.status(503), Reply.status(503), Reply.ok("{}"))));
        server.file("routes/endpoints.yaml", """
                in: {provider: unsigned, routes: {first: {types: ["*"]}}}
                other: {provider: unsigned, dedupKey: body, routes: {second: {types: ["*"]}}}
                """)
                .file("routes/main.camel.yaml", """
                - routeTemplate:
                    id: called
                    parameters: [{name: start}, {name: call}]
                    from:
                      uri: "platform-http:{{start}}"
                      steps:
                        - to: {id: before, uri: "{{target}}/before-{{call}}?echo=1"}
                        - to: {id: call, uri: "{{target}}/{{call}}?echo=1"}
                - templatedRoute:
                    routeTemplateRef: called
                    routeId: first
                    parameters: [{name: start, value: /hooks/in}, {name: call, value: x}]
                - templatedRoute:
                    routeTemplateRef: called
                    routeId: second
                    parameters: [{name: start, value: /hooks/other}, {name: call, value: y}]
                """)
                .start();
        server.awaitRuns(server.accepted("in", "{}"), "succeeded");
        String id = server.accepted("other", "{}");
        server.awaitRuns(id, "waiting");
        server.clock().advance(Duration.ofMinutes(1));
        JsonNode event = server.awaitRuns(id, "succeeded");

        assertThat(event.at("/runs/0/route").asText()).isEqualTo("second");
        assertThat(target.calls("/x")).hasSize(1);
        assertThat(target.calls("/before-y")).hasSize(1);
        assertThat(target.calls("/y")).hasSize(4);
    }
}
