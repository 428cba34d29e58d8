package dev.hookwright.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hookwright.testing.PostgresServer;
import dev.hookwright.testing.RouteTests;
import dev.hookwright.testing.Target.Reply;
import dev.hookwright.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes on one database with different routes, as while they are brought up to date one after another. */
class RoutesElsewhereTest extends RouteTests {
    private static final int EVENTS = 10;

    @Test
    void a_node_leaves_the_runs_of_a_route_that_it_lacks_to_the_one_that_has_it(@TempDir Path second) {
        String url = PostgresServer.shared().newDatabase();
        target.answer(call -> Reply.status(422));
        server.onPostgres(url);
        start("- to: {id: a, uri: \"{{target}}/a\"}");
        List<String> events = IntStream.range(0, EVENTS)
                .mapToObj(number -> server.accepted("in", "{\"n\":" + number + "}"))
                .toList();
        events.forEach(event -> server.awaitRuns(event, "dead"));
        target.answer(call -> Reply.ok("{}"));
        try (TestServer other = new TestServer(second).setting("target", target.url())) {
            other.onPostgres(url)
                    .file("routes/endpoints.yaml", "in: {provider: unsigned}\n")
                    .start();
            // Whoever makes a run ready is the first to look for it.
            events.forEach(event -> assertThat(
                            other.replay(event, "{\"from\":\"failed\"}").statusCode())
                    .isEqualTo(202));
            // On clocks that stand still: a run that fails once is not tried again.
            events.forEach(event -> server.awaitRuns(event, "succeeded"));
        }
        assertThat(target.calls("/a")).hasSize(2 * EVENTS);
    }

    @Test
    void the_run_of_a_route_that_no_node_has_fails_by_its_schedule() {
        server.onPostgres(PostgresServer.shared().newDatabase());
        target.script(Map.of("/a", List.of(Reply.status(503), Reply.status(503), Reply.status(503))));
        start("- to: {id: a, uri: \"{{target}}/a\"}");
        String event = server.accepted("in", "{}");
        server.awaitRuns(event, "waiting");
        server.file("routes/main.camel.yaml", """
                - route: {id: other, from: {uri: "platform-http:/hooks/in", steps: [{log: "on"}]}}
                """).file("routes/endpoints.yaml", "in: {provider: unsigned}\n");
        server.clock().advance(Duration.ofMinutes(30));
        server.restart();
        await().untilAsserted(() ->
                assertThat(server.event(event).at("/runs/0/error").asText()).contains("there is no route \"main\""));
    }
}
