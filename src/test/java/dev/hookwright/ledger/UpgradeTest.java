package dev.hookwright.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookwright.testing.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ledgers as earlier versions of the program left them, with what was accepted then. */
class UpgradeTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final InstantSource CLOCK = () -> NOW;
    private static final UUID EVENT = Ids.next(NOW.toEpochMilli());
    private static final UUID RUN = Ids.next(NOW.toEpochMilli());

    @TempDir
    private Path folder;

    /** @param owner of runs that wait */
    private static void write(Connection connection, @Nullable String owner) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            long now = NOW.toEpochMilli();
            statement.execute("INSERT INTO event (id, endpoint, provider, type, dedup_key, received_at, headers, query,"
                    + " body, body_parts) VALUES ('" + EVENT + "', 'shop', 'unsigned', 'a.b', 'k', " + now
                    + ", '{\"a\":\"b\"}', '{}', '{}', 0)");
            statement.execute("INSERT INTO claim (scope, claim_key, event_id, route, created_at)"
                    + " VALUES ('endpoint:shop', 'k', '" + EVENT + "', '', " + now + ")");
            statement.execute(
                    "INSERT INTO run (id, event_id, route, status, lane, attempt, failures, due_at, created_at,"
                            + " owner)"
                            + " VALUES ('" + RUN + "', '" + EVENT + "', 'r', 'ready', 0, 1, 1, " + now + ", " + now
                            + ", "
                            + owner + ")");
            statement.execute(
                    "INSERT INTO attempt (run_id, step_key, number, step_id, connector, at, duration_ms, outcome)"
                            + " VALUES ('" + RUN + "', 's', 1, 's', 'c', " + now + ", 1, 'succeeded')");
        }
    }

    private static Flyway flyway(String url, String user, @Nullable String password, String vendor, String version) {
        return Flyway.configure()
                .dataSource(url, user, password)
                .locations("classpath:db/common", "classpath:db/" + vendor)
                .target(version)
                .load();
    }

    private static void ranByNewer(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
                    + " installed_by, execution_time, success)"
                    + " VALUES (1000, '1000', 'x', 'SQL', 'V1000__x.sql', 'x', 1, TRUE)");
        }
    }

    private static void checkWhole(Ledger ledger) {
        Event event = ledger.events().find(EVENT).orElseThrow();
        assertThat(event.headers()).isEqualTo(Map.of("a", "b"));
        Event again = new Event(
                Ids.next(NOW.toEpochMilli()),
                "shop",
                "unsigned",
                "a.b",
                "k",
                NOW,
                "",
                Map.of(),
                Map.of(),
                new byte[0],
                null);
        Accepted seen = ledger.accept(again, List.of("r"), false).join();
        assertThat(seen.duplicate()).isTrue();
        assertThat(seen.eventId()).isEqualTo(EVENT);
        Run run = ledger.runs().find(EVENT, RUN).orElseThrow();
        assertThat(run.status()).isEqualTo(RunStatus.READY);
        assertThat(ledger.runs().attempts(RUN)).hasSize(1);
        assertThat(ledger.queue().takeReady(10)).extracting(Run::id).containsExactly(RUN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2.2", "5", "9"})
    void an_embedded_ledger_is_brought_to_the_newest_schema(String version) throws Exception {
        String url = "jdbc:h2:" + folder.toAbsolutePath().resolve("ledger")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
        flyway(url, "hookwright", "", "h2", version).migrate();
        try (Connection connection = DriverManager.getConnection(url, "hookwright", "")) {
            write(connection, "'local'");
            assertThat(Migration.isNeeded(connection)).isTrue();
        }

        try (Ledger ledger = LedgerStore.open(folder, CLOCK, () -> {})) {
            checkWhole(ledger);
        }

        var newest = flyway(url, "hookwright", "", "h2", "latest").info();
        assertThat(newest.pending()).isEmpty();
        assertThat(newest.current().getVersion()).as("what a start looks for").hasToString(Migration.NEWEST);
        try (Connection connection = DriverManager.getConnection(url, "hookwright", "")) {
            assertThat(Migration.isNeeded(connection)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2.1", "5", "9"})
    void a_shared_ledger_is_brought_to_the_newest_schema(String version) throws Exception {
        PostgresServer server = PostgresServer.shared();
        String url = server.newDatabase();
        flyway(url, "postgres", null, "postgresql", version).migrate();
        try (Connection connection = server.connect(url.substring(url.lastIndexOf('/') + 1))) {
            write(connection, null);
        }

        try (Ledger ledger = LedgerStore.openShared(url, "postgres", null, folder, CLOCK, () -> {})) {
            checkWhole(ledger);
        }

        assertThat(flyway(url, "postgres", null, "postgresql", "latest").info().pending())
                .isEmpty();
    }

    @Test
    void an_embedded_ledger_of_a_newer_program_is_left_alone() throws Exception {
        LedgerStore.open(folder, CLOCK, () -> {}).close();
        try (Connection connection = H2Database.connect(H2Database.file(folder))) {
            ranByNewer(connection);
        }
        byte[] journal = Files.readAllBytes(H2Database.journal(folder));
        assertThatThrownBy(() -> LedgerStore.open(folder, CLOCK, () -> {}).close())
                .hasStackTraceContaining(
                        "a newer Hookwright has worked on it (its schema is 1000, this program knows none" + " beyond "
                                + Migration.NEWEST + ")");
        assertThat(H2Database.journal(folder)).hasBinaryContent(journal);
    }

    @Test
    void a_shared_ledger_of_a_newer_program_is_left_alone() throws Exception {
        PostgresServer server = PostgresServer.shared();
        String url = server.newDatabase();
        LedgerStore.openShared(url, "postgres", null, folder, CLOCK, () -> {}).close();
        try (Connection connection = server.connect(url.substring(url.lastIndexOf('/') + 1))) {
            ranByNewer(connection);
        }
        assertThatThrownBy(() -> LedgerStore.openShared(url, "postgres", null, folder, CLOCK, () -> {})
                        .close())
                .hasStackTraceContaining("a newer Hookwright has worked on it");
    }
}
