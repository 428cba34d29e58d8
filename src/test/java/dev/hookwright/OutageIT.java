package dev.hookwright;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hookwright.testing.CrashLoad;
import dev.hookwright.testing.PostgresServer;
import dev.hookwright.testing.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database goes away and comes back, under two nodes at work. */
class OutageIT {
    private static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("hookwright.outage", 12));

    @Test
    void while_the_database_is_away_events_are_refused_and_then_all_goes_on_by_itself(
            @TempDir Path folder, @TempDir Path databaseFolder) throws Exception {
        PostgresServer database = PostgresServer.start(databaseFolder, 0);
        String url = database.newDatabase();
        int port = database.port();
        Map<String, String> environment =
                Map.of("HOOKWRIGHT_DATABASE_URL", url, "HOOKWRIGHT_DATABASE_USER", "postgres");
        try (CrashLoad load = new CrashLoad(folder, environment);
                ServerProcess one = load.start("one");
                ServerProcess two = load.start("two")) {
            int[] first = one.awaitReady();
            int[] second = two.awaitReady();
            load.send(Integer.MAX_VALUE, List.of(first[0], second[0]));
            await().until(() -> load.acknowledged().size() > 100);
            database.cutConnections(url.substring(url.lastIndexOf('/') + 1));
            int before = load.acknowledged().size();
            await().until(() -> load.acknowledged().size() > before + 100);

            database.close();
            await().atMost(Duration.ofSeconds(20)).until(() -> load.deliver(first[0], "refused") == 503);
            TimeUnit.MILLISECONDS.sleep(AWAY.toMillis());
            database = PostgresServer.start(databaseFolder, port);
            await().atMost(Duration.ofSeconds(20)).until(() -> load.deliver(first[0], "accepted") == 202);
            await().atMost(Duration.ofSeconds(20)).until(() -> load.deliver(second[0], "accepted") == 200);
            load.stopSending();
            load.awaitAllSucceeded(first[1], "one", Duration.ofSeconds(60));
            assertThat(load.answers().keySet()).isSubsetOf(200, 202, 503);
            assertThat(one.errors()).contains("is back after").doesNotContain("Exception");
        } finally {
            database.close();
        }
    }
}
