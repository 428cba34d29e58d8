package dev.hookwright;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hookwright.testing.CrashLoad;
import dev.hookwright.testing.Gate;
import dev.hookwright.testing.ServerProcess;
import dev.hookwright.testing.Target.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a single node stops, and what it makes of events that take it down. */
class LifecycleIT {
    private static final String NODE = "data";

    @TempDir
    private Path folder;

    private CrashLoad load;

    @BeforeEach
    void prepare() throws IOException {
        load = new CrashLoad(folder, Map.of("HOOKWRIGHT_SHUTDOWN_TIMEOUT", "5s"));
    }

    @AfterEach
    void close() {
        load.close();
    }

    @Test
    void a_stop_under_load_ends_what_is_at_work_and_repeats_nothing() throws Exception {
        load.target().answerAfter(Duration.ofMillis(30));
        try (ServerProcess server = load.start(NODE)) {
            int port = server.awaitReady()[0];
            load.send(Integer.MAX_VALUE, List.of(port));
            await().until(() -> load.acknowledged().size() > 50);
            server.terminate();
            assertThat(server.awaitExit(Duration.ofSeconds(15))).isZero();
            load.stopSending();
            assertThat(server.errors())
                    .contains("stopping: new requests get 503")
                    .doesNotContain("Exception");
        }
        assertThat(load.answers()).containsKey(503);
        try (ServerProcess server = load.start(NODE)) {
            load.awaitAllSucceeded(server.awaitReady()[1], NODE, Duration.ofSeconds(60));
        }
        assertThat(load.repeatedCalls()).isZero();
    }

    @Test
    void a_call_that_does_not_end_holds_a_stop_up_for_no_longer_than_the_limit() throws Exception {
        Gate never = new Gate();
        load.target().answer(call -> {
            never.pass();
            return Reply.ok("{}");
        });
        try (ServerProcess server = load.start(NODE)) {
            int port = server.awaitReady()[0];
            assertThat(load.deliver(port, "d")).isEqualTo(202);
            await().until(() -> !load.target().calls().isEmpty());
            server.terminate();
            assertThat(server.awaitExit(Duration.ofSeconds(20))).isZero();
            assertThat(server.errors())
                    .contains("still in a call")
                    .doesNotContain("DefaultShutdownStrategy", "DefaultInflightRepository");
        } finally {
            never.open();
        }
        load.target().answer(call -> Reply.ok("{}"));
        try (ServerProcess server = load.start(NODE)) {
            load.awaitAllSucceeded(server.awaitReady()[1], NODE, Duration.ofSeconds(20));
        }
    }

    @Test
    void an_event_that_takes_the_process_down_ends_dead_and_the_others_are_worked_off() throws Exception {
        AtomicReference<ServerProcess> running = new AtomicReference<>();
        load.target().answer(call -> {
            if (call.body().contains("poison")) {
                running.get().kill();
            }
            return Reply.ok("{}");
        });
        int starts = 0;
        String poison = "";
        boolean dead = false;
        while (!dead && starts < 10) {
            try (ServerProcess server = load.start(NODE)) {
                running.set(server);
                int[] ports = server.awaitReady();
                starts++;
                if (poison.isEmpty()) {
                    load.deliver(ports[0], "poison");
                    poison = load.acknowledged().iterator().next();
                }
                String event = poison;
                await().atMost(Duration.ofMinutes(1)).until(() -> !server.isAlive() || isDead(ports[1], event));
                dead = server.isAlive();
                if (dead) {
                    assertThat(load.get(ports[1], NODE, "/api/v1/events/" + event)
                                    .at("/runs/0/steps/0/attempts"))
                            .isNotEmpty()
                            .allSatisfy(attempt ->
                                    assertThat(attempt.path("outcome").asText()).isEqualTo("unknown"));
                    // Everybody else's runs are worked off as ever.
                    load.acknowledged().clear();
                    load.deliver(ports[0], "good");
                    load.awaitAllSucceeded(ports[1], NODE, Duration.ofSeconds(10));
                }
            }
        }
        assertThat(dead).isTrue();
        assertThat(starts).isBetween(5, 8);
    }

    private boolean isDead(int adminPort, String event) {
        try {
            return load.get(adminPort, NODE, "/api/v1/events/" + event)
                    .at("/runs/0/status")
                    .asText()
                    .equals("dead");
        } catch (UncheckedIOException e) {
            // It was killed just now.
            return false;
        }
    }
}
