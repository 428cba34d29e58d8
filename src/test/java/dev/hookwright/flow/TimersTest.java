package dev.hookwright.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.PostgresServer;
import dev.hookwright.testing.RouteTests;
import dev.hookwright.testing.Target.Reply;
import dev.hookwright.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes that start from {@code quartz:...}: events and runs like any other, once for each time. */
class TimersTest extends RouteTests {
    private static void timer(TestServer server, String uri) {
        server.file("routes/digest.camel.yaml", """
                - route:
                    id: digest
                    from:
                      uri: "%s"
                      steps:
                        - setBody:
                            simple: {expression: '{"name": "${header.triggerName}", "at": "${header.scheduledFireTime}"}'}
                        - to: {id: send, uri: "{{target}}/digest"}
                """.formatted(uri));
    }

    private static List<JsonNode> events(TestServer server) {
        List<JsonNode> events = new ArrayList<>();
        server.get("/api/v1/events?endpoint=quartz:nightly").path("items").forEach(events::add);
        return events;
    }

    private JsonNode awaitOne(TestServer on) {
        await().until(() -> events(on).size() == 1);
        return on.awaitRuns(events(on).get(0).path("id").asText(), "succeeded");
    }

    @Test
    void what_was_missed_while_nothing_ran_is_made_up_for_once() {
        timer(server, "quartz:nightly?cron=0+0+2+*+*+?&trigger.timeZone=UTC");
        start("- log: on");
        assertThat(events(server)).isEmpty();
        server.clock().advance(Duration.ofHours(1));
        server.restart();
        assertThat(events(server)).as("nothing was missed").isEmpty();
        server.clock().advance(Duration.ofDays(3));
        server.restart();
        JsonNode event = awaitOne(server);
        assertThat(event.path("provider").asText()).isEqualTo("quartz");
        JsonNode body = TestServer.json(event.path("body").asText());
        assertThat(body.path("scheduledAt").asText()).isEqualTo("2026-01-01T02:00:00Z");
        assertThat(body.path("firedAt").asText()).isEqualTo("2026-01-04T01:00:00Z");
        assertThat(body.path("missed").asBoolean()).isTrue();
        assertThat(event.at("/runs/0/steps/0/id").asText()).isEqualTo("send");
        assertThat(target.calls("/digest"))
                .singleElement()
                .satisfies(call -> assertThat(call.body()).contains("nightly", "2026"));
        server.restart();
        assertThat(events(server)).hasSize(1);
        assertThat(server.replay(event.path("id").asText(), "{}").statusCode()).isEqualTo(202);
        await().until(() -> target.calls("/digest").size() == 2);
    }

    @Test
    void what_the_timer_said_is_known_when_the_run_is_driven_again() {
        target.script(Map.of("/b", List.of(Reply.status(503), Reply.status(503), Reply.status(503), Reply.ok("{}"))));
        server.file("routes/digest.camel.yaml", """
                - route:
                    id: digest
                    from:
                      uri: "quartz:nightly?cron=0+0+2+*+*+?"
                      steps:
                        - to: {id: a, uri: "{{target}}/a"}
                        - setBody: {simple: {expression: "at ${header.scheduledFireTime}"}}
                        - to: {id: b, uri: "{{target}}/b"}
                """);
        start("- log: on");
        server.clock().advance(Duration.ofDays(1));
        server.restart();
        await().until(() -> target.calls("/b").size() == 3);
        server.awaitRuns(events(server).get(0).path("id").asText(), "waiting");
        server.clock().advance(Duration.ofMinutes(1));
        awaitOne(server);
        assertThat(target.calls("/b").get(0).body()).contains("2026");
        assertThat(target.calls("/b").get(3).body())
                .isEqualTo(target.calls("/b").get(0).body());
    }

    @Test
    void another_schedule_has_missed_nothing() {
        timer(server, "quartz:nightly?cron=0+0+2+*+*+?");
        start("- log: on");
        server.clock().advance(Duration.ofDays(3));
        timer(server, "quartz:nightly?cron=0+0+3+*+*+?");
        server.restart();
        assertThat(events(server)).isEmpty();
    }

    @Test
    void a_single_time_that_is_past_lets_the_server_start_and_is_made_up_for_once() {
        timer(server, "quartz:nightly?cron=0+0+2+1+1+?+2026&trigger.timeZone=UTC");
        start("- log: on");
        assertThat(server.reload().statusCode()).isEqualTo(200);
        assertThat(events(server)).isEmpty();
        server.clock().advance(Duration.ofHours(3));
        server.restart();
        JsonNode event = awaitOne(server);
        assertThat(TestServer.json(event.path("body").asText())
                        .path("scheduledAt")
                        .asText())
                .isEqualTo("2026-01-01T02:00:00Z");
        server.restart();
        assertThat(events(server)).as("it has been").hasSize(1);
    }

    @Test
    void a_single_time_that_was_past_when_it_was_written_is_nothing_to_make_up_for() {
        server.clock().advance(Duration.ofHours(3));
        timer(server, "quartz:nightly?cron=0+0+2+1+1+?+2026&trigger.timeZone=UTC");
        start("- log: on");
        server.restart();
        assertThat(events(server)).isEmpty();
    }

    @Test
    void an_interval_that_ends_after_some_times_fires_at_once_and_each_of_them() {
        // Long before the timers go, as the ledger has it: when the routes are read is no time that counts.
        server.clock().set(Instant.now().plusSeconds(10));
        timer(server, "quartz:nightly?trigger.repeatInterval=500&trigger.repeatCount=3");
        start("- log: on");
        await().until(() -> target.calls("/digest").size() == 4);
        assertThat(events(server)).hasSize(4);
    }

    @Test
    void each_time_starts_the_route_once_however_many_nodes_have_the_timer(@TempDir Path second) {
        String url = PostgresServer.shared().newDatabase();
        TestServer other = new TestServer(second).setting("target", target.url());
        List<TestServer> nodes = List.of(server, other);
        for (TestServer node : nodes) {
            timer(node, "quartz:nightly?cron=0/1+*+*+*+*+?");
            node.onPostgres(url);
            node.file("routes/endpoints.yaml", "").start();
        }
        try {
            await().until(() -> target.calls("/digest").size() >= 3);
        } finally {
            other.close();
        }
        List<String> times = events(server).stream()
                .map(event -> TestServer.json(server.event(event.path("id").asText())
                                .path("body")
                                .asText())
                        .path("scheduledAt")
                        .asText())
                .toList();
        assertThat(times).hasSizeGreaterThanOrEqualTo(3).doesNotHaveDuplicates();
    }
}
