package dev.hookwright.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hookwright.testing.RouteTests;
import dev.hookwright.testing.Target.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A route that was taken out and is put back; by a clock that stands still. */
final class ReturnedRoutesTest extends RouteTests {
    private static final String CALL = "- to: {id: a, uri: \"{{target}}/a\"}";
    private static final String OTHER =
            "- route: {id: other, from: {uri: \"platform-http:/hooks/in\", steps: [{log: on}]}}\n";

    private String event;

    @BeforeEach
    void failWithoutTheRoute() {
        target.script(Map.of("/a", List.of(Reply.status(503), Reply.status(503), Reply.status(503), Reply.ok("{}"))));
        start(CALL);
        event = server.accepted("in", "{}");
        server.awaitRuns(event, "waiting");
        server.file("routes/main.camel.yaml", OTHER).file("routes/endpoints.yaml", "in: {provider: unsigned}\n");
        assertThat(server.reload().statusCode()).isEqualTo(200);
        server.clock().advance(Duration.ofMinutes(2));
        await().untilAsserted(
                        () -> assertThat(server.event(event).at("/runs/0/error").asText())
                                .isEqualTo("there is no route \"main\" in the workspace"));
    }

    @Test
    void its_runs_go_on_once_it_is_there_again() {
        server.route("main", "in", CALL);
        assertThat(server.reload().statusCode()).isEqualTo(200);

        server.awaitRuns(event, "succeeded");
        assertThat(server.event(event).at("/runs/0/attempt").asInt()).isEqualTo(3);
    }

    @Test
    void so_they_do_where_the_server_was_started_anew_with_it() {
        server.route("main", "in", CALL);
        server.restart();

        server.awaitRuns(event, "succeeded");
    }
}
