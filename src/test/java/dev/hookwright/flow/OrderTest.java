package dev.hookwright.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hookwright.testing.AdminCaller;
import dev.hookwright.testing.Gate;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.Target.Call;
import dev.hookwright.testing.Target.Reply;
import dev.hookwright.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are ordered by a key go one after another, in order of arrival. */
class OrderTest {
    private final Target target = new Target();
    private TestServer server;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        server = on(new TestServer(folder))
                .setting("target", target.url())
                .file("routes/endpoints.yaml", """
                        in:
                          provider: unsigned
                          dedupKey: none
                          routes: {main: {retry: [1m], orderBy: "jq:.customer"}}
                        """)
                .route("main", "in", "- to: {id: a, uri: \"{{target}}/a\"}")
                .start();
    }

    TestServer on(TestServer node) {
        return node;
    }

    @AfterEach
    void stop() {
        server.close();
        target.close();
    }

    private String post(String customer, int number) {
        return server.accepted("in", "{\"customer\": \"" + customer + "\", \"n\": " + number + "}");
    }

    private List<Integer> called(String customer) {
        return target.calls().stream()
                .filter(call -> customer(call).equals(customer))
                .map(call -> TestServer.json(call.body()).path("n").asInt())
                .toList();
    }

    private static String customer(Call call) {
        return TestServer.json(call.body()).path("customer").asText();
    }

    private String status(String event) {
        return server.event(event).at("/runs/0/status").asText();
    }

    @Test
    void those_of_one_key_go_one_after_another_and_other_keys_go_on() throws Exception {
        Gate gate = new Gate();
        AtomicInteger atWork = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        target.answer(call -> {
            if (customer(call).equals("slow")) {
                most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
                gate.pass();
                atWork.decrementAndGet();
            }
            return Reply.ok("{}");
        });
        for (int i = 0; i < 20; i++) {
            post("slow", i);
        }
        server.awaitRuns(post("quick", 1), "succeeded");
        server.awaitRuns(server.accepted("in", "{\"no\": \"key\"}"), "succeeded");
        assertThat(called("slow")).containsExactly(0);
        gate.open();
        server.awaitRuns(post("slow", 20), "succeeded");
        assertThat(called("slow")).hasSize(21).isSorted();
        assertThat(most.get()).isEqualTo(1);
    }

    @Test
    void one_that_waits_for_a_retry_holds_its_followers_and_a_dead_one_is_stepped_over() {
        target.answer(call -> call.body().contains("\"n\": 1") ? Reply.status(500) : Reply.ok("{}"));
        String first = post("c", 1);
        server.awaitRuns(first, "waiting");
        String second = post("c", 2);
        String third = post("c", 3);
        server.awaitRuns(post("d", 4), "succeeded");
        server.restart();
        server.awaitRuns(post("d", 5), "succeeded");
        assertThat(List.of(status(second), status(third))).containsOnly("ready");
        assertThat(called("c")).containsOnly(1);
        server.clock().advance(Duration.ofMinutes(1));
        server.awaitRuns(third, "succeeded");
        assertThat(status(first)).isEqualTo("dead");
        assertThat(called("c")).endsWith(2, 3);
    }

    @Test
    void one_that_is_cancelled_at_work_holds_its_followers_until_its_call_has_ended() throws Exception {
        Gate gate = new Gate();
        target.answer(call -> {
            if (call.body().contains("\"n\": 1")) {
                gate.pass();
            }
            return Reply.ok("{}");
        });
        String first = post("c", 1);
        gate.awaitReached();
        String second = post("c", 2);
        String third = post("c", 3);
        cancel(second);
        cancel(first);
        // What was not told is found by a look, about once a second.
        await().during(Duration.ofMillis(1_500)).until(() -> called("c").equals(List.of(1)));
        gate.open();
        server.awaitRuns(third, "succeeded");
        assertThat(called("c")).containsExactly(1, 3);
        assertThat(List.of(status(first), status(second))).containsOnly("cancelled");
        assertThat(server.event(first).at("/runs/0/steps/0/status").asText()).isEqualTo("succeeded");
    }

    private void cancel(String event) {
        String run = server.event(event).at("/runs/0/id").asText();
        assertThat(AdminCaller.admin(server)
                        .post("/runs/" + run + "/cancel", "")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_replay_goes_behind_those_that_are_there() {
        target.script(Map.of("/a", List.of(Reply.status(401), Reply.status(503), Reply.ok("{}"))));
        String first = post("c", 1);
        server.awaitRuns(first, "dead");
        // The policy calls again within seconds; the last of the calls is answered.
        String second = post("c", 2);
        server.awaitRuns(second, "succeeded");
        target.answer(call -> call.body().contains("\"n\": 3") ? Reply.status(503) : Reply.ok("{}"));
        String third = post("c", 3);
        server.awaitRuns(third, "waiting");
        assertThat(server.replay(first, "{\"from\": \"failed\"}").statusCode()).isEqualTo(202);
        assertThat(server.replay(second, "{}").statusCode()).isEqualTo(202);
        server.awaitRuns(post("d", 1), "succeeded");
        assertThat(status(first)).isEqualTo("ready");
        target.answer(call -> Reply.ok("{}"));
        String fourth = post("c", 4);
        server.clock().advance(Duration.ofMinutes(1));
        server.awaitRuns(first, "succeeded");
        server.awaitRuns(second, "succeeded");
        assertThat(called("c")).endsWith(3, 4, 1, 2);
        assertThat(status(fourth)).isEqualTo("succeeded");
    }
}
