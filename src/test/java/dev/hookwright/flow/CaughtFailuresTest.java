package dev.hookwright.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.RouteTests;
import dev.hookwright.testing.Target.Reply;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A failure that the route took is what came of the step: the run goes the same way when it is driven again. */
class CaughtFailuresTest extends RouteTests {
    private static final Reply DOWN = Reply.status(503);
    private static final Reply GOOD = Reply.ok("{}");
    private static final List<Reply> DOWN_AT_FIRST = List.of(DOWN, DOWN, DOWN, GOOD);

    private static String call(String id) {
        return "- to: {id: %s, uri: \"{{target}}/%s\"}\n".formatted(id, id);
    }

    private static String caught(String... steps) {
        return "- doTry:\n    steps:\n" + call("charge").indent(6)
                + "    doCatch:\n      - exception: [java.lang.Exception]\n        steps:\n"
                + String.join("", steps).indent(10);
    }

    private String waiting(String steps) {
        start(steps);
        String id = server.accepted("in", "{}");
        server.awaitRuns(id, "waiting");
        return id;
    }

    /** @param options of the onException that stands beside the route and calls {@code alert} */
    private String waitingBeside(String options) {
        server.file(
                        "routes/main.camel.yaml",
                        """
                - onException:
                    exception: [java.lang.Exception]
                """ + options.indent(4) + "    steps:\n" + call("alert").indent(6) + """
                - route:
                    id: main
                    from:
                      uri: platform-http:/hooks/in
                      steps:
                """
                                + (call("charge") + call("after")).indent(8))
                .start();
        String id = server.accepted("in", "{}");
        server.awaitRuns(id, "waiting");
        return id;
    }

    private void goOn(String id, String status) {
        server.clock().advance(Duration.ofMinutes(6));
        server.awaitRuns(id, status);
    }

    private int[] calls(String... ids) {
        return Arrays.stream(ids).mapToInt(id -> target.calls("/" + id).size()).toArray();
    }

    @Test
    void what_was_refused_for_now_is_not_tried_again_behind_the_routes_back() {
        target.script(Map.of("/charge", List.of(DOWN, GOOD), "/after", DOWN_AT_FIRST));
        goOn(waiting(caught(call("cancel")) + call("after")), "succeeded");
        assertThat(calls("charge", "cancel", "after")).containsExactly(1, 1, 4);
    }

    @Test
    void neither_where_the_handler_calls_nobody() {
        target.script(Map.of("/charge", List.of(DOWN, GOOD)));
        String fails = "- setBody: {simple: {expression: \"${body.x.y}\"}}\n";
        start(caught("- log: no charge\n") + fails);
        String id = server.accepted("in", "{}");
        server.awaitRuns(id, "dead");
        server.replay(id, "{\"from\": \"failed\"}");
        server.awaitRuns(id, "dead");
        assertThat(calls("charge")).containsExactly(1);
    }

    @Test
    void it_stands_when_the_run_is_replayed_from_where_it_failed() {
        target.script(Map.of("/charge", List.of(Reply.status(422), GOOD), "/after", List.of(Reply.status(400), GOOD)));
        start(caught(call("cancel")) + call("after"));
        String id = server.accepted("in", "{}");
        server.awaitRuns(id, "dead");
        server.replay(id, "{\"from\": \"failed\"}");
        server.awaitRuns(id, "succeeded");
        assertThat(calls("charge", "cancel", "after")).containsExactly(1, 1, 2);
    }

    @Test
    void a_handler_that_fails_itself_is_gone_through_again() {
        target.script(Map.of("/charge", List.of(DOWN, GOOD), "/cancel", List.of(DOWN, GOOD)));
        goOn(waiting(caught(call("cancel")) + call("after")), "succeeded");
        assertThat(calls("charge", "cancel")).containsExactly(1, 2);
    }

    @Test
    void what_a_handler_passes_on_is_tried_again() {
        target.script(Map.of("/charge", List.of(DOWN, GOOD)));
        String fails = "- throwException: {exceptionType: java.io.IOException, message: no charge}\n";
        goOn(waiting(caught(call("alert"), fails) + call("after")), "succeeded");
        assertThat(calls("charge", "alert", "after")).containsExactly(2, 1, 1);
    }

    @Test
    void what_a_handler_only_tells_of_is_tried_again() {
        target.script(Map.of("/charge", List.of(DOWN, GOOD)));
        goOn(waitingBeside(""), "succeeded");
        assertThat(calls("charge", "alert", "after")).containsExactly(2, 1, 1);
    }

    @Test
    void a_branch_that_failed_is_tried_again_and_one_whose_failure_was_taken_is_not() {
        target.script(Map.of("/charge", List.of(DOWN, GOOD), "/mail", DOWN_AT_FIRST));
        String multicast = "- multicast:\n    steps:\n"
                + ("- pipeline:\n    steps:\n" + caught(call("cancel")).indent(6) + "- pipeline:\n    steps:\n"
                                + call("mail").indent(6))
                        .indent(6);
        goOn(waiting(multicast + call("after")), "succeeded");
        assertThat(calls("charge", "cancel", "mail", "after")).containsExactly(1, 1, 4, 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "split: {constant: {expression: x}, steps: [STEPS]}",
                "split: {constant: {expression: x}, parallelProcessing: true, steps: [STEPS]}",
                "multicast: {steps: [{pipeline: {steps: [STEPS]}}]}",
                "loop: {constant: {expression: 1}, copy: true, steps: [STEPS]}",
                "loop: {constant: {expression: 1}, steps: [STEPS]}"
            })
    void it_stands_where_what_is_around_is_redelivered(String fan) {
        target.script(Map.of("/charge", List.of(DOWN, GOOD), "/mail", DOWN_AT_FIRST));
        String steps = """
                {doTry: {steps: [{to: {id: charge, uri: "{{target}}/charge"}}],
                  doCatch: [{exception: [java.lang.Exception], steps: [
                    {to: {id: cancel, uri: "{{target}}/cancel"}}, {to: {id: mail, uri: "{{target}}/mail"}}]}]}}""";
        start("- " + fan.replace("STEPS", steps).replace("\n", " ") + "\n" + call("after"));
        server.awaitRuns(server.accepted("in", "{}"), "succeeded");
        assertThat(calls("charge", "cancel", "mail", "after")).containsExactly(1, 1, 4, 1);
    }

    private static String tried(String pay, String... last) {
        return "- doTry:\n    steps:\n" + pay.indent(6) + "    doFinally:\n      steps:\n"
                + String.join("", last).indent(8);
    }

    @Test
    void what_fails_at_last_is_tried_again_with_what_failed_before() {
        target.script(Map.of("/charge", List.of(DOWN, GOOD), "/note", List.of(DOWN, GOOD)));
        goOn(waiting(tried(call("charge"), call("note")) + call("after")), "succeeded");
        assertThat(calls("charge", "note", "after")).containsExactly(2, 2, 1);
    }

    @Test
    void what_fails_at_last_leaves_alone_what_a_catch_has_taken() {
        target.script(Map.of("/charge", List.of(DOWN, GOOD), "/note", List.of(DOWN, GOOD)));
        String steps = caught(call("cancel")) + "    doFinally:\n      steps:\n"
                + call("note").indent(8);
        goOn(waiting(steps + call("after")), "succeeded");
        assertThat(calls("charge", "cancel", "note", "after")).containsExactly(1, 1, 2, 1);
    }

    @Test
    void what_fails_where_a_failure_is_only_told_of_is_tried_again_with_it() {
        target.script(Map.of("/charge", List.of(DOWN, GOOD), "/alert", List.of(DOWN)));
        String onlyTells = """
                handled: {constant: {expression: "false"}}
                redeliveryPolicy: {maximumRedeliveries: 0}
                """;
        goOn(waitingBeside(onlyTells), "succeeded");
        assertThat(calls("charge", "alert", "after")).containsExactly(2, 1, 1);
    }
}
