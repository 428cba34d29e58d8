package dev.hookwright;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.CrashLoad;
import dev.hookwright.testing.ServerProcess;
import dev.hookwright.testing.Target.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Dead letters are replayed by filter, the button pressed twice, and the server killed in the middle. The long form:
 * {@code mvn verify -Dit.test=BulkReplayIT -Dhookwright.dead-letters=10000 -Dhookwright.replay-kills=10}.
 */
class BulkReplayIT {
    private static final int DEAD_LETTERS = Integer.getInteger("hookwright.dead-letters", 1_000);
    private static final int KILLS = Integer.getInteger("hookwright.replay-kills", 3);
    /** So that each kill finds some to do. */
    private static final int RATE = Math.max(1, Math.min(1_000, DEAD_LETTERS / (KILLS + 1)));

    private static final String NODE = "data";
    private static final String ALL_DEAD = """
            {"filter": {"status": "dead"}, "ratePerSecond": %d}""".formatted(RATE);

    private CrashLoad load;
    private int[] ports;

    private JsonNode get(String path) {
        return load.get(ports[1], NODE, "/api/v1" + path);
    }

    private JsonNode post(String path, String body) {
        return load.post(ports[1], NODE, "/api/v1" + path, body);
    }

    private long sum(List<String> replays, String field) {
        return replays.stream()
                .mapToLong(id -> get("/replays/" + id).path(field).asLong())
                .sum();
    }

    @Test
    void dead_letters_are_replayed_once_each_whoever_presses_twice_and_whatever_dies(@TempDir Path folder)
            throws Exception {
        load = new CrashLoad(folder, Map.of());
        ServerProcess server = load.start(NODE);
        try {
            ports = server.awaitReady();
            load.target().answer(call -> Reply.status(call.path().equals("/crm") ? 422 : 200));
            load.send(DEAD_LETTERS, List.of(ports[0]));
            load.awaitSent();
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> matched("{\"filter\": {\"status\": \"dead\"}, \"dryRun\": true}") == DEAD_LETTERS);
            load.target().answer(call -> Reply.ok("{}"));
            List<String> replays = List.of(
                    post("/replays", ALL_DEAD).path("id").asText(),
                    post("/replays", ALL_DEAD).path("id").asText());
            for (int kill = 1; kill <= KILLS; kill++) {
                long enough = (long) DEAD_LETTERS * kill / (KILLS + 1);
                await().atMost(Duration.ofMinutes(1))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> sum(replays, "started") >= enough);
                server.kill();
                server = load.start(NODE);
                ports = server.awaitReady();
            }
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> sum(replays, "succeeded") == DEAD_LETTERS);
            assertThat(sum(replays, "started")).isEqualTo(DEAD_LETTERS);
            assertEachHasRun("dead", "succeeded");
            cancelOne();
        } finally {
            server.close();
            load.close();
        }
    }

    private long matched(String request) {
        return post("/replays", request).path("matched").asLong();
    }

    /** Every event has just these runs, oldest first. */
    private void assertEachHasRun(String... statuses) {
        int events = 0;
        String cursor = "";
        do {
            JsonNode page = get("/events?limit=500" + cursor);
            for (JsonNode event : page.path("items")) {
                assertThat(event.path("runs").findValuesAsText("status"))
                        .as("%s", event)
                        .containsExactly(statuses);
                events++;
            }
            cursor = "&cursor=" + page.path("nextCursor").asText();
        } while (cursor.contains("evt_"));
        assertThat(events).isEqualTo(load.acknowledged().size()).isEqualTo(DEAD_LETTERS);
    }

    /** Nothing is begun once the call is answered. */
    private void cancelOne() {
        String id = post("/replays", "{\"filter\": {}, \"ratePerSecond\": 200}")
                .path("id")
                .asText();
        await().until(() -> get("/replays/" + id).path("started").asLong() > 0);
        JsonNode cancelled = post("/replays/" + id + "/cancel", "");
        assertThat(cancelled.path("status").asText()).isEqualTo("cancelled");
        long begun = cancelled.path("started").asLong();
        await().until(() -> get("/replays/" + id).path("succeeded").asLong() == begun);
        assertThat(get("/replays/" + id).path("started").asLong())
                .isEqualTo(begun)
                .isLessThan(DEAD_LETTERS);
    }
}
