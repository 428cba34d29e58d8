package dev.hookwright;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hookwright.testing.CrashLoad;
import dev.hookwright.testing.PostgresServer;
import dev.hookwright.testing.ServerProcess;
import dev.hookwright.testing.Target.Reply;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes on one PostgreSQL database, under load, of which one after another is killed, or frozen for longer than it
 * takes to be taken for dead; the kills come while another one is frozen, too. The long form: {@code mvn verify
 * -Dit.test=NodeFaultsIT -Dhookwright.node-kills=100 -Dhookwright.freezes=50}, about 45 minutes.
 */
class NodeFaultsIT {
    private static final int KILLS = Integer.getInteger("hookwright.node-kills", 1);
    private static final int FREEZES = Integer.getInteger("hookwright.freezes", 1);
    private static final long SEED = Long.getLong("hookwright.seed", System.nanoTime());
    private static final int NODES = 3;
    private static final int DELIVERIES = 400;
    /** Of two steps in parallel, what one node can have in flight when it is killed or frozen. */
    private static final int IN_FLIGHT = 64 * 2;
    /** A node that was not heard of for 15 s is taken for dead. */
    private static final Duration FROZEN = Duration.ofSeconds(17);

    private enum Fault {
        KILL,
        FREEZE
    }

    private final Random random = new Random(SEED);
    private final String url = PostgresServer.shared().newDatabase();
    private final List<ServerProcess> nodes = new ArrayList<>();
    /** As the load sees them, which goes on while nodes come and go. */
    private final List<Integer> ports = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(ServerProcess::close);
    }

    @Test
    void nodes_are_killed_and_frozen_and_everything_is_done_once(@TempDir Path folder) throws Exception {
        Map<String, String> environment =
                Map.of("HOOKWRIGHT_DATABASE_URL", url, "HOOKWRIGHT_DATABASE_USER", "postgres");
        try (CrashLoad load = new CrashLoad(folder, environment)) {
            load.target().answer(call -> {
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
                return Reply.ok("{}");
            });
            for (int node = 0; node < NODES; node++) {
                nodes.add(load.start(name(node)));
            }
            for (ServerProcess node : nodes) {
                ports.add(node.awaitReady()[0]);
            }
            List<Fault> faults = faults();
            while (!faults.isEmpty()) {
                load.send(DELIVERIES, ports);
                awaitSome(load);
                int node = random.nextInt(NODES);
                if (faults.remove(0) == Fault.KILL) {
                    restart(load, node);
                } else {
                    freeze(load, node, faults);
                }
                load.awaitSent();
                assertNoStepDoneTwice();
            }
            load.awaitAllSucceeded(nodes.get(0).awaitReady()[1], name(0), Duration.ofMinutes(2));
            assertNoStepDoneTwice();
            System.out.printf(
                    "NodeFaultsIT: seed %d: %d nodes, %d kills, %d freezes: %d deliveries acknowledged, 0 lost; %d calls,"
                            + " %d of them repeated; 0 steps done twice%n",
                    SEED,
                    NODES,
                    KILLS,
                    FREEZES,
                    load.acknowledged().size(),
                    load.target().calls().size(),
                    load.repeatedCalls());
            assertThat(load.repeatedCalls()).isLessThanOrEqualTo((KILLS + FREEZES) * IN_FLIGHT);
            // What was frozen or killed works on as a node like any other.
            for (int node = 0; node < NODES; node++) {
                assertThat(nodes.get(node).errors()).doesNotContain("Exception");
                assertThat(load.deliver(ports.get(node), "afterwards " + node)).isEqualTo(202);
            }
        }
    }

    private List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        faults.addAll(Collections.nCopies(KILLS, Fault.KILL));
        faults.addAll(Collections.nCopies(FREEZES, Fault.FREEZE));
        Collections.shuffle(faults, random);
        return faults;
    }

    private void awaitSome(CrashLoad load) {
        int before = load.acknowledged().size();
        int some = 1 + random.nextInt(DELIVERIES / 4);
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> load.acknowledged().size() >= before + some);
    }

    private void restart(CrashLoad load, int node) {
        nodes.get(node).kill();
        ServerProcess started = load.start(name(node));
        nodes.set(node, started);
        ports.set(node, started.awaitReady()[0]);
    }

    /** Some time into it, the other nodes may have faults of their own. */
    private void freeze(CrashLoad load, int node, List<Fault> faults) throws InterruptedException {
        long until = System.nanoTime() + FROZEN.toNanos();
        nodes.get(node).freeze();
        while (random.nextBoolean() && faults.remove(Fault.KILL)) {
            restart(load, (node + 1 + random.nextInt(NODES - 1)) % NODES);
        }
        TimeUnit.NANOSECONDS.sleep(until - System.nanoTime());
        nodes.get(node).thaw();
    }

    private void assertNoStepDoneTwice() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                Statement statement = connection.createStatement();
                ResultSet twice = statement.executeQuery("SELECT run_id, step_key FROM attempt"
                        + " WHERE outcome = 'succeeded' GROUP BY run_id, step_key HAVING COUNT(*) > 1")) {
            assertThat(twice.next())
                    .as("seed %s: a step that is done twice", SEED)
                    .isFalse();
        }
    }

    private static String name(int node) {
        return "node" + node;
    }
}
