package dev.hookwright;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.CrashLoad;
import dev.hookwright.testing.Gate;
import dev.hookwright.testing.PostgresServer;
import dev.hookwright.testing.ServerProcess;
import dev.hookwright.testing.Target.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several nodes, each a process of its own, on one PostgreSQL database. */
class NodesIT {
    private final String url = PostgresServer.shared().newDatabase();

    @TempDir
    private Path folder;

    private CrashLoad load;

    @BeforeEach
    void prepare() throws IOException {
        load = new CrashLoad(folder, Map.of("HOOKWRIGHT_DATABASE_URL", url, "HOOKWRIGHT_DATABASE_USER", "postgres"));
    }

    @AfterEach
    void stop() {
        load.close();
    }

    @Test
    void the_runs_of_a_dead_node_are_taken_over_within_fifteen_seconds() throws Exception {
        Gate never = new Gate();
        load.target().answer(call -> {
            if (call.path().equals("/crm") && load.callsByKey().size() < 3) {
                never.pass();
            }
            return Reply.ok("{}");
        });
        try (ServerProcess one = load.start("one");
                ServerProcess two = load.start("two")) {
            int[] first = one.awaitReady();
            assertThat(load.deliver(two.awaitReady()[0], "d")).isEqualTo(202);
            // Not only made, but known to have been: else it may be made again.
            await().until(() -> doneSteps(first[1], "one").contains("mail"));
            two.kill();
            load.target().answer(call -> Reply.ok("{}"));
            load.awaitAllSucceeded(first[1], "one", Duration.ofSeconds(16));
            assertThat(load.target().calls("/mail")).hasSize(1);
        } finally {
            never.open();
        }
    }

    /** The steps of the only event that are on record as done. */
    private List<String> doneSteps(int adminPort, String node) {
        String id =
                load.get(adminPort, node, "/api/v1/events").at("/items/0/id").asText();
        List<String> done = new ArrayList<>();
        for (JsonNode step : load.get(adminPort, node, "/api/v1/events/" + id).at("/runs/0/steps")) {
            if (step.path("status").asText().equals("succeeded")) {
                done.add(step.path("id").asText());
            }
        }
        return done;
    }

    @Test
    void the_same_delivery_at_two_nodes_at_once_is_one_event() throws Exception {
        try (ServerProcess one = load.start("one");
                ServerProcess two = load.start("two")) {
            int[] first = one.awaitReady();
            int second = two.awaitReady()[0];
            for (int i = 0; i < 100; i++) {
                String id = "same-" + i;
                var here = CompletableFuture.supplyAsync(() -> load.deliver(first[0], id));
                var there = CompletableFuture.supplyAsync(() -> load.deliver(second, id));
                assertThat(List.of(here.join(), there.join())).containsExactlyInAnyOrder(200, 202);
            }
            assertThat(load.acknowledged()).hasSize(100);
            load.awaitAllSucceeded(first[1], "one", Duration.ofSeconds(30));
            assertThat(load.repeatedCalls()).isZero();
        }
    }

    @Test
    void a_rolling_restart_loses_and_repeats_nothing() throws Exception {
        load.target().answerAfter(Duration.ofMillis(20));
        ServerProcess one = load.start("one");
        ServerProcess two = load.start("two");
        try {
            int[] first = one.awaitReady();
            int[] second = two.awaitReady();
            load.send(Integer.MAX_VALUE, List.of(first[0], second[0]));
            await().until(() -> load.acknowledged().size() > 100);
            one.terminate();
            assertThat(one.awaitExit(Duration.ofSeconds(30))).isZero();
            one = load.start("one");
            first = one.awaitReady();
            two.terminate();
            assertThat(two.awaitExit(Duration.ofSeconds(30))).isZero();
            two = load.start("two");
            two.awaitReady();
            load.stopSending();
            load.awaitAllSucceeded(first[1], "one", Duration.ofSeconds(60));
            assertThat(load.repeatedCalls()).isZero();
        } finally {
            one.close();
            two.close();
        }
    }
}
