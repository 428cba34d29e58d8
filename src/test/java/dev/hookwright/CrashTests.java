package dev.hookwright;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.ledger.Ids;
import dev.hookwright.testing.CrashLoad;
import dev.hookwright.testing.ServerProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the server in the middle of deliveries, again and again; sometimes while it starts, sometimes while it stops.
 * What was answered 2xx must end succeeded, and no step that is recorded as done may be called again. The long form:
 * {@code mvn verify -Dit.test=CrashIT -Dhookwright.kills=1000}, {@code -Dit.test=PostgresCrashIT
 * -Dhookwright.postgres-kills=1000}.
 */
abstract class CrashTests {
    private static final int DELIVERIES = 200;
    private static final long SEED = Long.getLong("hookwright.seed", System.nanoTime());
    private static final String NODE = "data";

    /** What the store holds, read without any code of the product. */
    record Stored(Set<String> events, Set<String> stepsDone) {
        static Stored of(Connection connection) throws SQLException {
            Stored stored = new Stored(new HashSet<>(), new HashSet<>());
            try (Statement statement = connection.createStatement()) {
                ResultSet rows = statement.executeQuery("SELECT id FROM event");
                while (rows.next()) {
                    stored.events.add(Ids.text(Ids.EVENT, rows.getObject(1, UUID.class)));
                }
                rows = statement.executeQuery("SELECT run_id, step_id FROM attempt WHERE outcome = 'succeeded'");
                while (rows.next()) {
                    stored.stepsDone.add(rows.getObject(1, UUID.class) + " " + rows.getString(2));
                }
            }
            return stored;
        }
    }

    private final int kills;

    CrashTests(int kills) {
        this.kills = kills;
    }

    /** What makes a server use the store. */
    abstract Map<String, String> environment();

    /** While no server runs. */
    abstract Stored stored(Path data) throws Exception;

    @Test
    void kills_lose_nothing_and_repeat_nothing_that_is_done(@TempDir Path folder) throws Exception {
        Random random = new Random(SEED);
        try (CrashLoad load = new CrashLoad(folder, environment())) {
            for (int kill = 0; kill < kills; kill++) {
                Stored stored = stored(load.data(NODE));
                assertThat(stored.events())
                        .as("after kill %s of seed %s: events that were acknowledged", kill, SEED)
                        .containsAll(load.acknowledged());
                Map<String, Integer> before = load.callsByKey();
                try (ServerProcess server = load.start(NODE)) {
                    runAndKill(load, server, random);
                }
                Map<String, Integer> after = load.callsByKey();
                assertThat(stored.stepsDone())
                        .as("kill %s of seed %s: calls of steps that were done", kill, SEED)
                        .allSatisfy(key -> assertThat(after.get(key)).isEqualTo(before.get(key)));
            }
            try (ServerProcess server = load.start(NODE)) {
                load.awaitAllSucceeded(server.awaitReady()[1], NODE, Duration.ofMinutes(2));
            }
            System.out.printf(
                    "%s: %d kills: %d deliveries acknowledged, 0 lost; %d calls, %d of them repeated after a kill%n",
                    getClass().getSimpleName(),
                    kills,
                    load.acknowledged().size(),
                    load.target().calls().size(),
                    load.repeatedCalls());
            // At the worst everything that was in flight at a kill: the bound of the route.
            assertThat(load.repeatedCalls()).isLessThanOrEqualTo(kills * 64 * 3);
            assertThat(load.acknowledged()).isNotEmpty();
        }
    }

    private static void runAndKill(CrashLoad load, ServerProcess server, Random random) throws InterruptedException {
        int kind = random.nextInt(10);
        if (kind == 0) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(3_000));
            server.kill();
            return;
        }
        int port = server.awaitReady()[0];
        load.besideBusyLoops();
        load.send(DELIVERIES, List.of(port));
        TimeUnit.MILLISECONDS.sleep(20 + random.nextInt(900));
        if (kind <= 2) {
            server.terminate();
            TimeUnit.MILLISECONDS.sleep(random.nextInt(300));
        }
        server.kill();
        load.stopSending();
    }
}
