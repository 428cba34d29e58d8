package dev.hookwright;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hookwright.testing.CrashLoad;
import dev.hookwright.testing.PostgresServer;
import dev.hookwright.testing.ServerProcess;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.Target.Reply;
import dev.hookwright.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs of one key keep their order, of twenty keys at once, while calls fail and nodes are killed one after another. The
 * long form: {@code mvn verify -Dit.test=OrderIT -Dhookwright.order-kills=30 -Dhookwright.order-calls=1000}.
 */
class OrderIT {
    private static final int KEYS = 20;
    private static final int KILLS = Integer.getInteger("hookwright.order-kills", 1);
    private static final int CALLS_BETWEEN = Integer.getInteger("hookwright.order-calls", 200);
    private static final int MOST_WAITING = 600;

    @TempDir
    private Path folder;

    @Test
    void on_one_node() throws Exception {
        keepTheirOrder(Map.of(), 1);
    }

    @Test
    void on_two_nodes_that_share_a_database() throws Exception {
        String url = PostgresServer.shared().newDatabase();
        keepTheirOrder(Map.of("HOOKWRIGHT_DATABASE_URL", url, "HOOKWRIGHT_DATABASE_USER", "postgres"), 2);
    }

    private void keepTheirOrder(Map<String, String> environment, int count) throws Exception {
        List<ServerProcess> nodes = new ArrayList<>();
        try (CrashLoad load = new CrashLoad(folder, environment)) {
            Files.writeString(folder.resolve("routes/endpoints.yaml"), """
                    in:
                      provider: unsigned
                      dedupKey: header:X-Delivery
                      routes: {main: {retry: [1s, 1s, 1s], orderBy: 'jq:.delivery | split("-")[0]'}}
                    """);
            load.target().answer(OrderIT::sometimesFail);
            AtomicIntegerArray ports = new AtomicIntegerArray(count);
            for (int node = 0; node < count; node++) {
                nodes.add(load.start("node" + node));
            }
            for (int node = 0; node < count; node++) {
                ports.set(node, nodes.get(node).awaitReady()[0]);
            }
            AtomicBoolean over = new AtomicBoolean();
            var sent = CompletableFuture.runAsync(
                    () -> sendInOrder(load, ports, () -> !over.get()), task -> new Thread(task).start());
            for (int kill = 0; kill < KILLS; kill++) {
                int calls = load.target().calls().size();
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> load.target().calls().size() > calls + CALLS_BETWEEN);
                int node = kill % count;
                nodes.get(node).kill();
                nodes.set(node, load.start("node" + node));
                ports.set(node, nodes.get(node).awaitReady()[0]);
            }
            over.set(true);
            sent.join();
            load.awaitAllSucceeded(nodes.get(0).awaitReady()[1], "node0", Duration.ofMinutes(2));
            assertInOrder(load);
            System.out.printf(
                    "OrderIT: %d nodes, %d kills: %d runs of %d keys, %d calls, %d of them repeated, 0 out of order%n",
                    count,
                    KILLS,
                    load.acknowledged().size(),
                    KEYS,
                    load.target().calls().size(),
                    load.repeatedCalls());
        } finally {
            nodes.forEach(ServerProcess::close);
        }
    }

    private static Reply sometimesFail(Target.Call call) {
        pause(2);
        boolean fails = Math.floorMod(call.body().hashCode(), 40) == 0
                && call.path().equals("/crm")
                && System.nanoTime() % 3 == 0;
        return fails ? Reply.status(503) : Reply.ok("{}");
    }

    /** Each key's deliveries one after another; again until it is taken, for what comes next comes behind it. */
    private static void sendInOrder(CrashLoad load, AtomicIntegerArray ports, BooleanSupplier goOn) {
        List<CompletableFuture<Void>> senders = new ArrayList<>();
        for (int key = 0; key < KEYS; key++) {
            String prefix = "k" + key + "-";
            senders.add(CompletableFuture.runAsync(
                    () -> {
                        for (int i = 0; goOn.getAsBoolean(); i++) {
                            for (int turn = i;
                                    load.deliver(ports.get(turn % ports.length()), prefix + i) / 100 != 2; ) {
                                turn++;
                                pause(50);
                            }
                            awaitWorkedOff(load, goOn);
                        }
                    },
                    task -> new Thread(task).start()));
        }
        senders.forEach(CompletableFuture::join);
    }

    /** Most of what was sent is to be at work when a node is killed, and not in a line that grows for ever. */
    private static void awaitWorkedOff(CrashLoad load, BooleanSupplier goOn) {
        do {
            pause(30);
        } while (goOn.getAsBoolean()
                && load.acknowledged().size() * 3 > load.target().calls().size() + MOST_WAITING);
    }

    /** No call of a run comes after one of a run behind it; the last step of each is sent what the others answered. */
    private static void assertInOrder(CrashLoad load) {
        Map<String, List<Integer>> called = new TreeMap<>();
        for (Target.Call call : load.target().calls()) {
            if (call.path().equals("/ticket")) {
                continue;
            }
            String[] delivery =
                    TestServer.json(call.body()).path("delivery").asText().split("-");
            called.computeIfAbsent(delivery[0], key -> new ArrayList<>()).add(Integer.valueOf(delivery[1]));
        }
        assertThat(called).hasSize(KEYS);
        assertThat(called.values()).allSatisfy(numbers -> assertThat(numbers).isSorted());
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
