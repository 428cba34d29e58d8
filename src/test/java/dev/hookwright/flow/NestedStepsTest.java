package dev.hookwright.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.RouteTests;
import dev.hookwright.testing.Target.Reply;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Steps in loops within loops, and in routes that call themselves: each is one of its own, and done once. */
class NestedStepsTest extends RouteTests {
    private static final int PAGES = 20;

    @Test
    void what_comes_behind_an_inner_loop_or_split_is_done_in_each_round_of_the_outer_one() {
        start("""
                - split:
                    expression: {jq: {expression: .orders}}
                    steps:
                      - split:
                          expression: {jq: {expression: .lines}}
                          aggregationStrategy: "#class:org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy"
                          steps:
                            - to: {id: line, uri: "{{target}}/line"}
                      - setBody: {constant: {expression: "{}"}}
                      - to: {id: order, uri: "{{target}}/order"}
                - loop:
                    expression: {constant: {expression: "2"}}
                    steps:
                      - loop:
                          expression: {constant: {expression: "2"}}
                          steps:
                            - to: {id: inner, uri: "{{target}}/inner"}
                      - to: {id: outer, uri: "{{target}}/outer"}
                """);
        String order = "{\"lines\": [{}, {}]}";
        String id = server.accepted("in", "{\"orders\": [%1$s, %1$s, %1$s]}".formatted(order));
        server.awaitRuns(id, "succeeded");
        assertThat(target.calls("/line")).hasSize(6);
        assertThat(target.calls("/order")).hasSize(3);
        assertThat(target.calls("/inner")).hasSize(4);
        assertThat(target.calls("/outer")).hasSize(2);
    }

    @Test
    void a_route_that_calls_itself_often_is_as_durable_as_any() {
        target.answer(call -> call.path().equals("/page")
                ? Reply.ok("{\"more\": %s}".formatted(target.calls("/page").size() < PAGES))
                : target.calls("/last").size() < 4 ? Reply.status(503) : Reply.ok("{}"));
        server.file("routes/page.camel.yaml", """
                - route:
                    id: page
                    from:
                      uri: direct:page
                      steps:
                        - to: {id: fetch, uri: "{{target}}/page"}
                        - choice:
                            when:
                              - expression: {jq: {expression: .more}}
                                steps:
                                  - to: {id: go-on-with-the-page-behind-it, uri: "direct:page"}
                """);
        start("""
                - to: direct:page
                - to: {id: last, uri: "{{target}}/last"}
                """);
        String id = server.accepted("in", "{}");
        server.awaitRuns(id, "waiting");
        server.clock().advance(Duration.ofMinutes(1));
        server.awaitRuns(id, "succeeded");
        assertThat(target.calls("/page")).hasSize(PAGES);
    }
}
