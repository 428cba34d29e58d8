package dev.hookwright.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hookwright.testing.StoppedLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that writes to the ledger at full speed, beside two busy loops, and asks a copy of the store for every
 * event that was acknowledged. The long form: {@code mvn verify -Dit.test=LedgerCrashIT -Dhookwright.store-kills=1000}.
 */
class LedgerCrashIT {
    private static final int KILLS = Integer.getInteger("hookwright.store-kills", 6);

    @TempDir
    private Path folder;

    @Test
    void no_acknowledged_event_is_lost_by_a_kill() throws Exception {
        Set<String> acknowledged = new HashSet<>();
        Random random = new Random();
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> hogs = List.of(new Thread(() -> spin(over)), new Thread(() -> spin(over)));
        hogs.forEach(Thread::start);
        try {
            for (int kill = 1; kill <= KILLS; kill++) {
                Path output = folder.resolve("acknowledged");
                Process load = load(output);
                await().atMost(Duration.ofMinutes(1)).until(() -> Files.size(output) > 0 || !load.isAlive());
                TimeUnit.MILLISECONDS.sleep(random.nextInt(900));
                load.destroyForcibly();
                load.onExit().join();
                Files.readString(output)
                        .lines()
                        .filter(line -> line.length() == 30)
                        .forEach(acknowledged::add);
                assertThat(onDisk()).as("after kill %s", kill).containsAll(acknowledged);
            }
        } finally {
            over.set(true);
        }
        System.out.printf("%d kills at full speed: %d events acknowledged, 0 lost%n", KILLS, acknowledged.size());
        assertThat(acknowledged).hasSizeGreaterThan(KILLS);
    }

    private static void spin(AtomicBoolean over) {
        while (!over.get()) {
            Thread.onSpinWait();
        }
    }

    private Process load(Path output) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LedgerLoad.class.getName(),
                folder.resolve("data").toString()));
        return new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
    }

    /** The events that the store holds, once a process has opened it anew. */
    private Set<String> onDisk() throws Exception {
        Set<String> events = new HashSet<>();
        try (StoppedLedger stopped = StoppedLedger.copyOf(folder.resolve("data"));
                Statement statement = stopped.connection().createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM event")) {
            while (rows.next()) {
                events.add(Ids.text(Ids.EVENT, rows.getObject(1, UUID.class)));
            }
        }
        return events;
    }
}
