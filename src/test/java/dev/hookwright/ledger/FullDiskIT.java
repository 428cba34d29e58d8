package dev.hookwright.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hookwright.testing.Deliveries;
import dev.hookwright.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that gets full under the ledger: 64 MiB in memory, of which a ballast takes 57 until it is thrown off. */
class FullDiskIT {
    private static final Duration END = Duration.ofMinutes(2);
    private static final int BALLAST = 57 << 20;

    @TempDir
    private Path folder;

    private Path data;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        data = Files.createDirectories(folder.resolve("data"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", data.toString());
        if (!mounted) {
            System.out.println("FullDiskIT skipped: may not mount a small disk (tmpfs) here");
        }
        assumeTrue(mounted, "may not mount a small disk (tmpfs) here");
        Files.write(data.resolve("ballast"), new byte[BALLAST]);
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            run("umount", data.toString());
        }
    }

    @Test
    void nothing_acknowledged_is_lost_and_writing_goes_on_when_there_is_space() throws Exception {
        Set<String> acknowledged = new HashSet<>();
        try (LoadProcess load = LoadProcess.start(data, Map.of())) {
            assertThat(load.awaitExit(END)).as("exit status; %s", load.errors()).isEqualTo(1);
            assertThat(load.errors()).contains("the ledger can no longer be written");
            acknowledged.addAll(load.acknowledged());
        }
        assertThat(acknowledged).isNotEmpty();
        assertThat(StoredLedger.missing(acknowledged, data)).as("lost").isEmpty();

        Files.delete(data.resolve("ballast"));
        try (LoadProcess load = LoadProcess.start(data, Map.of())) {
            load.awaitFirst();
            assertThat(load.isAlive()).as("goes on; %s", load.errors()).isTrue();
            load.kill();
            assertThat(load.acknowledged()).isNotEmpty();
            acknowledged.addAll(load.acknowledged());
        }
        assertThat(StoredLedger.missing(acknowledged, data)).as("lost").isEmpty();
        System.out.printf("full disk: %d events acknowledged, 0 lost%n", acknowledged.size());
    }

    @Test
    void the_server_ends_with_one_clear_line_and_starts_again_when_there_is_space() throws Exception {
        Deliveries.writeWorkspace(folder);
        Deliveries deliveries = new Deliveries();
        try (ServerProcess server = start("none")) {
            int port = server.awaitReady()[0];
            deliveries.sendWhile(port, server::isAlive);
            assertThat(server.awaitExit(END)).isEqualTo(1);
            assertThat(server.errors().lines().filter(line -> line.startsWith("hookwright:")))
                    .singleElement()
                    .asString()
                    .contains("the ledger can no longer be written");
        }
        int before = deliveries.acknowledged().size();
        assertThat(StoredLedger.missing(deliveries.acknowledged(), data))
                .as("lost")
                .isEmpty();

        Files.delete(data.resolve("ballast"));
        try (ServerProcess server = start("none")) {
            int port = server.awaitReady()[0];
            deliveries.sendWhile(port, () -> deliveries.acknowledged().size() < before + 100);
        }
        assertThat(StoredLedger.missing(deliveries.acknowledged(), data))
                .as("lost")
                .isEmpty();
    }

    @Test
    void the_guard_refuses_events_before_the_disk_is_full_and_takes_them_again_when_there_is_space() throws Exception {
        Deliveries.writeWorkspace(folder);
        Deliveries deliveries = new Deliveries();
        try (ServerProcess server = start("4MiB")) {
            int port = server.awaitReady()[0];
            await().atMost(END)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> deliveries.send(port, "until-full-" + System.nanoTime()) == 503);
            assertThat(server.errors()).contains("events are refused with 503 until there is room");
            Files.delete(data.resolve("ballast"));
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> deliveries.send(port, "again-" + System.nanoTime()) == 202);
            assertThat(server.isAlive()).isTrue();
        }
        assertThat(StoredLedger.missing(deliveries.acknowledged(), data))
                .as("lost")
                .isEmpty();
    }

    /** @param minFree what the disk guard keeps free */
    private ServerProcess start(String minFree) {
        return ServerProcess.run(folder, Map.of("HOOKWRIGHT_STORAGE_MIN_FREE", minFree), data);
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
