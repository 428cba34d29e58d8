package dev.hookwright;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.CrashLoad;
import dev.hookwright.testing.ServerProcess;
import dev.hookwright.testing.StoppedLedger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills on H2. */
class CrashIT extends CrashTests {
    CrashIT() {
        super(Integer.getInteger("hookwright.kills", 30));
    }

    @Override
    Map<String, String> environment() {
        return Map.of();
    }

    @Override
    Stored stored(Path data) throws Exception {
        Path ledger = data.resolve("ledger.mv.db");
        if (!Files.exists(ledger)) {
            return new Stored(Set.of(), Set.of());
        }
        try (StoppedLedger stopped = StoppedLedger.copyOf(data)) {
            return Stored.of(stopped.connection());
        }
    }

    @Test
    void a_kill_while_the_ledger_is_made_does_no_harm(@TempDir Path folder) throws Exception {
        Random random = new Random();
        try (CrashLoad load = new CrashLoad(folder, environment())) {
            for (int i = 0; i < 5; i++) {
                String node = "data" + i;
                try (ServerProcess server = load.start(node)) {
                    TimeUnit.MILLISECONDS.sleep(400 + random.nextInt(1_200));
                    server.kill();
                }
                try (ServerProcess server = load.start(node)) {
                    assertThat(load.deliver(server.awaitReady()[0], "k" + i)).isEqualTo(202);
                }
            }
        }
    }
}
