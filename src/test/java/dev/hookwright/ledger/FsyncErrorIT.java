package dev.hookwright.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.Deliveries;
import dev.hookwright.testing.PowerLoss;
import dev.hookwright.testing.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that reports an error from fsync. What the failed sync should have covered may never reach the disk, even if a
 * later sync succeeds: so nothing more may be acknowledged, and the process ends.
 */
class FsyncErrorIT {
    private static final long SEED = Long.getLong("hookwright.seed", System.nanoTime());
    private static final Duration END = Duration.ofMinutes(1);
    /** Behind the start, which is not what is tested here. */
    private static final int FIRST_FAILURE = 100;

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private PowerLoss disk;
    private Path data;

    @BeforeEach
    void compile() throws Exception {
        disk = PowerLoss.compile(folder);
        data = Files.createDirectories(folder.resolve("data"));
    }

    @Test
    void nothing_is_acknowledged_once_syncs_fail() throws Exception {
        endsItself(disk.failingSyncs(FIRST_FAILURE + random.nextInt(100), Integer.MAX_VALUE));
    }

    @Test
    void nothing_is_acknowledged_once_a_single_sync_has_failed() throws Exception {
        endsItself(disk.failingSyncs(FIRST_FAILURE + random.nextInt(100), 1));
    }

    private void endsItself(Map<String, String> environment) throws Exception {
        Set<String> acknowledged;
        try (LoadProcess load = LoadProcess.start(data, environment)) {
            assertThat(load.awaitExit(END)).as("exit status; %s", load.errors()).isEqualTo(1);
            acknowledged = load.acknowledged();
        }
        assertThat(acknowledged).isNotEmpty();
        keeps(acknowledged);
    }

    @Test
    void the_server_ends_with_one_clear_line() throws Exception {
        Deliveries.writeWorkspace(folder);
        Deliveries deliveries = new Deliveries();
        try (ServerProcess server =
                ServerProcess.run(folder, disk.failingSyncs(FIRST_FAILURE, Integer.MAX_VALUE), data)) {
            int port = server.awaitReady()[0];
            deliveries.sendWhile(port, server::isAlive);
            assertThat(server.awaitExit(END)).isEqualTo(1);
            assertThat(server.errors().lines().filter(line -> line.startsWith("hookwright:")))
                    .singleElement()
                    .asString()
                    .contains("the ledger can no longer be written");
        }
        assertThat(deliveries.acknowledged()).isNotEmpty();
        keeps(deliveries.acknowledged());
    }

    /** Whatever part of what was written but not synced is on disk. */
    private void keeps(Set<String> acknowledged) throws Exception {
        System.out.printf("fsync failed (seed %d): %d events acknowledged before%n", SEED, acknowledged.size());
        for (double share : new double[] {0, random.nextDouble(), 1}) {
            Path image = folder.resolve("image" + share);
            PowerLoss.cut(data, image, 4_096, share, random);
            assertThat(StoredLedger.missing(acknowledged, image))
                    .as("lost, with share %s of the unsynced pages, seed %s", share, SEED)
                    .isEmpty();
        }
    }
}
