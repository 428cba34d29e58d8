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
    private static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("hookwright.outage", 5));

    @Test
    void while_the_database_is_away_events_are_refused_and_then_all_goes_on_by_itself(
            @TempDir Path folder, @TempDir Path databaseFolder) throws Exception {
        PostgresServer database = PostgresServer.start(databaseFolder, 0);
        String url = database.newDatabase();
        int port = database.port();
        try (CrashLoad load = new CrashLoad(folder, environment(url));
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

    /** A sender hears of it before it gives up: 20 s, here; and most of them at once. */
    @Test
    void while_the_database_answers_nothing_events_are_refused_in_time(
            @TempDir Path folder, @TempDir Path databaseFolder) throws Exception {
        try (PostgresServer database = PostgresServer.start(databaseFolder, 0);
                CrashLoad load = new CrashLoad(folder, environment(database.newDatabase()));
                ServerProcess one = load.start("one")) {
            int[] ports = one.awaitReady();
            load.send(Integer.MAX_VALUE, List.of(ports[0]));
            await().until(() -> load.acknowledged().size() > 100);
            database.freeze();
            try {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> load.answers().containsKey(503));
            } finally {
                database.thaw();
            }
            int before = load.acknowledged().size();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> load.acknowledged().size() > before + 100);
            load.stopSending();
            load.awaitAllSucceeded(ports[1], "one", Duration.ofSeconds(60));
            assertThat(load.answers().keySet()).isSubsetOf(200, 202, 503);
            assertThat(load.repeatedCalls()).isLessThanOrEqualTo(64 * 2);
            assertThat(one.errors()).contains("is back after").doesNotContain("Exception");
        }
    }

    private static Map<String, String> environment(String url) {
        return Map.of("HOOKWRIGHT_DATABASE_URL", url, "HOOKWRIGHT_DATABASE_USER", "postgres");
    }
}
