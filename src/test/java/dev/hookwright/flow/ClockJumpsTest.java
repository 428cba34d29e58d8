package dev.hookwright.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.RouteTests;
import dev.hookwright.testing.Target.Reply;
import dev.hookwright.testing.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The machine's clock is put forward and back: nothing is lost, nothing comes earlier than the clock says, nothing twice. */
class ClockJumpsTest extends RouteTests {
    private static final Duration JUMP = Duration.ofDays(3);

    @BeforeEach
    void waitASecondAndAWeek() {
        server.file("routes/endpoints.yaml", """
                in:
                  provider: unsigned
                  dedupKey: header:X-Delivery
                  routes:
                    main: {retry: [1m, 5m]}
                """);
        for (String name : List.of("soon", "late")) {
            server.file("routes/" + name + ".camel.yaml", """
                    - route:
                        id: %1$s
                        from:
                          uri: direct:%1$s
                          steps:
                            - to: {id: %1$s-call, uri: "{{target}}/%1$s"}
                    """.formatted(name));
        }
        start("""
                - to: {id: soon-later, uri: "later:soon?delay=1d"}
                - to: {id: late-later, uri: "later:late?delay=7d"}
                - to: {id: out, uri: "{{target}}/out"}
                """);
    }

    private String deliver(String id) {
        return server.accepted("in", "{\"id\": \"" + id + "\"}", "X-Delivery", id);
    }

    private void awaitCalls(String path, int count) {
        await().until(() -> target.calls(path).size() == count);
    }

    private List<String> newestFirst() {
        List<String> ids = new ArrayList<>();
        server.get("/api/v1/events")
                .path("items")
                .forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }

    @Test
    void three_days_ahead_what_is_due_by_then_comes_once_and_the_rest_goes_on_waiting() {
        String event = deliver("a");
        awaitCalls("/out", 1);
        server.clock().advance(JUMP);
        awaitCalls("/soon", 1);
        assertThat(server.post("in", "{}", "X-Delivery", "a").statusCode()).isEqualTo(200);
        server.clock().advance(JUMP.negated());
        server.restart();
        deliver("b");
        awaitCalls("/out", 2);
        server.clock().advance(Duration.ofDays(1));
        awaitCalls("/soon", 2);
        assertThat(target.calls("/late")).isEmpty();
        server.clock().advance(Duration.ofDays(6));
        awaitCalls("/late", 2);
        server.awaitRuns(event, "succeeded");
        assertThat(target.calls("/soon")).hasSize(2);
    }

    @Test
    void an_hour_back_what_comes_is_worked_off_at_once_and_nothing_that_waits_comes_early() {
        String first = deliver("a");
        awaitCalls("/out", 1);
        server.clock().advance(Duration.ofDays(1).minusMinutes(30));
        server.clock().advance(Duration.ofHours(-1));
        String second = deliver("b");
        awaitCalls("/out", 2);
        assertThat(newestFirst()).containsExactly(second, first);
        server.clock().advance(Duration.ofMinutes(89));
        String third = deliver("c");
        awaitCalls("/out", 3);
        assertThat(target.calls("/soon")).isEmpty();
        server.clock().advance(Duration.ofMinutes(1));
        awaitCalls("/soon", 1);
        assertThat(newestFirst()).containsExactly(third, second, first);
    }

    @Test
    void a_retry_waits_for_its_time_by_the_clock_that_was_put_back_and_is_made_once() {
        target.answer(call -> target.calls("/out").size() <= 3 ? Reply.status(503) : Reply.ok("{}"));
        String event = deliver("a");
        await().until(() -> status(event).equals("waiting"));
        int calls = target.calls("/out").size();
        server.clock().advance(Duration.ofHours(-1));
        server.restart();
        String other = deliver("b");
        await().until(() -> status(other).equals("succeeded"));
        assertThat(status(event)).isEqualTo("waiting");
        server.clock().advance(Duration.ofMinutes(61));
        await().until(() -> status(event).equals("succeeded"));
        assertThat(target.calls("/out")).hasSize(calls + 2);
    }

    private String status(String event) {
        for (JsonNode run : server.event(event).path("runs")) {
            if (run.path("route").asText().equals("main")) {
                return run.path("status").asText();
            }
        }
        return TestServer.json("{}").path("status").asText();
    }
}
