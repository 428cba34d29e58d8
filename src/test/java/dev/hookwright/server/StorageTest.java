package dev.hookwright.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.hookwright.config.InvalidWorkspace;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.config.Workspace;
import dev.hookwright.ledger.Ids;
import dev.hookwright.testing.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What keeps the store from growing without end. */
class StorageTest {
    private static final String BODY = "{\"x\": \"" + "y".repeat(100_000) + "\"}";

    @TempDir
    private Path folder;

    private TestServer server;

    @BeforeEach
    void prepare() {
        server = new TestServer(folder).file("routes/endpoints.yaml", "in: {provider: unsigned}\n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Settings settings() {
        return Settings.load(new Workspace(folder), Map.of(), Map.of(), new Problems());
    }

    private int post() {
        HttpResponse<String> answer = server.post("in", BODY);
        if (answer.statusCode() == 503) {
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
        }
        return answer.statusCode();
    }

    private int health() {
        return server.send(server.admin("/observe/health/ready").build()).statusCode();
    }

    @Test
    void a_data_folder_that_is_made_is_nobody_else_s_to_read() throws Exception {
        server.start();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data"))))
                .isEqualTo("rwx------");
    }

    /** Behind every id: those never go back, also where a test before this one was later. */
    private void letTwoDaysPass() {
        long newest = Ids.next(0).getMostSignificantBits() >>> 16;
        server.clock().set(Instant.ofEpochMilli(newest).plus(Duration.ofDays(2)));
    }

    @Test
    void events_are_refused_while_the_ledger_s_files_are_elsewhere() throws Exception {
        server.start();
        assertThat(post()).isEqualTo(202);
        Path data = folder.resolve("data/ledger.mv.db");
        Path elsewhere = Files.move(data, folder.resolve("elsewhere"));
        await().until(() -> post() == 503);
        assertThat(health()).isEqualTo(503);
        Files.move(elsewhere, data);
        await().until(() -> post() == 202);
        assertThat(health()).isEqualTo(200);
    }

    @Test
    void events_are_refused_while_there_is_too_little_free_space() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger guard = (Logger) LoggerFactory.getLogger(DiskGuard.class);
        guard.addAppender(log);
        server.setting("hookwright.storage.min-free", "900000GiB").start();
        assertThat(post()).isEqualTo(503);
        assertThat(health()).isEqualTo(503);
        guard.detachAppender(log);
        assertThat(log.list)
                .singleElement()
                .satisfies(line -> assertThat(line.getFormattedMessage())
                        .endsWith(
                                "until there is room (free some of that disk, or lower hookwright.storage.min-free)"));
    }

    @Test
    void events_are_refused_when_the_ledger_holds_too_much_and_taken_again_when_retention_made_room() {
        server.setting("hookwright.storage.max", "8MiB")
                .setting("hookwright.retention.events", "1d")
                .start();
        await().atMost(Duration.ofSeconds(30)).until(() -> post() == 503);
        assertThat(health()).isEqualTo(503);
        letTwoDaysPass();
        await().atMost(Duration.ofSeconds(90)).until(() -> post() == 202);
    }

    @Test
    void compacting_makes_the_file_small_and_keeps_what_is_in_it() {
        server.setting("hookwright.retention.events", "1d").start();
        for (int i = 0; i < 200; i++) {
            assertThat(post()).isEqualTo(202);
        }
        letTwoDaysPass();
        String kept = server.accepted("in", BODY);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> server.get("/api/v1/events?limit=5").path("items").size() == 1);
        assertThatThrownBy(() -> StoppedStore.compact(settings()))
                .isInstanceOf(InvalidWorkspace.class)
                .hasMessageContaining("in use");
        assertThatThrownBy(() -> StoppedStore.backup(settings(), folder.resolve("copy.zip")))
                .isInstanceOf(InvalidWorkspace.class)
                .hasMessageContaining("is in use by another process (if it is a server, name it with --server URL");
        server.close();
        StoppedStore.Sizes sizes = StoppedStore.compact(settings());
        assertThat(sizes.after()).isLessThan(sizes.before()).isLessThan(1 << 20);
        server.start();
        assertThat(server.event(kept).path("body").asText()).isEqualTo(BODY);
    }

    @Test
    void there_is_nothing_to_compact_where_there_is_no_ledger() {
        assertThatThrownBy(() -> StoppedStore.compact(settings()))
                .isInstanceOf(InvalidWorkspace.class)
                .hasMessageContaining("holds no ledger");
    }
}
