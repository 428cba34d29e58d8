package dev.hookwright.ledger;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hookwright.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpeningFailureTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
    private static final String OF_H2 = "IO Exception: \"ordered:/d/migrating.mv.db\" [90028-252]";

    @TempDir
    private Path folder;

    /** As it comes from H2. */
    private static OpeningFailure behind(IOException cause) {
        SQLException said = new SQLException(OF_H2, "90028", new IllegalStateException("[1.0/1]", cause));
        return OpeningFailure.of(new LedgerUnavailable("the ledger in /d cannot be opened: " + OF_H2, said), false);
    }

    @Test
    void what_the_file_system_says_is_told() {
        assertThat(behind(new IOException("No space left on device")))
                .isEqualTo(new OpeningFailure(
                        "the ledger cannot be opened: No space left on device",
                        "make room on its disk, or have another folder with --data"));
        assertThat(behind(new AccessDeniedException("/d/ledger.mv.db")))
                .isEqualTo(new OpeningFailure(
                        "the ledger cannot be opened: access denied to /d/ledger.mv.db",
                        "let the user that runs Hookwright read and write all that is in it"));
        assertThat(behind(new IOException("Input/output error")))
                .isEqualTo(new OpeningFailure(
                        "the ledger cannot be opened: Input/output error",
                        "how to restore a backup stands under Commands in the README"));
    }

    @Test
    void what_is_told_already_stays() {
        IOException cause = new IOException("bad magic");
        LedgerUnavailable failure =
                new LedgerUnavailable("its journal cannot be used: bad magic", new SQLException("x", cause));
        assertThat(OpeningFailure.of(failure, false).what()).isEqualTo(failure.getMessage());
    }

    private LedgerUnavailable unopened(String url, String user) {
        return requireNonNull(catchThrowableOfType(
                LedgerUnavailable.class,
                () -> LedgerStore.openShared(url, user, null, folder.resolve("node"), CLOCK, () -> {})));
    }

    /** Makes a user that may only look. */
    private static void makeReader(String url, String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "postgres", null);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + name + " LOGIN");
            statement.execute("GRANT USAGE ON SCHEMA public TO " + name);
        }
    }

    @Test
    void a_user_that_may_not_create_tables_is_told_so_at_once() throws SQLException {
        String url = PostgresServer.shared().newDatabase();
        makeReader(url, "may_not_create");
        long began = System.nanoTime();
        OpeningFailure failure = OpeningFailure.of(unopened(url, "may_not_create"), true);
        assertThat(failure.what()).endsWith(" cannot be opened: permission denied for schema public");
        assertThat(failure.remedy()).startsWith("give the user the right to create tables there");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void what_the_database_says_to_a_migration_is_told() throws SQLException {
        String url = PostgresServer.shared().newDatabase();
        makeReader(url, "may_not_change");
        LedgerStore.openShared(url, "postgres", null, folder.resolve("node"), CLOCK, () -> {})
                .close();
        try (Connection connection = DriverManager.getConnection(url, "postgres", null);
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM flyway_schema_history WHERE version = '" + Migration.NEWEST + "'");
            statement.execute("GRANT ALL ON flyway_schema_history TO may_not_change");
        }
        OpeningFailure failure = OpeningFailure.of(unopened(url, "may_not_change"), true);
        assertThat(failure.what()).contains(" cannot be opened: ERROR: ").doesNotContain("script");
        assertThat(failure.remedy()).endsWith("and to change them");
    }

    @Test
    void the_driver_logs_nothing_besides() {
        List<LogRecord> logged = new ArrayList<>();
        Logger all = Logger.getLogger("");
        Handler ear = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        all.addHandler(ear);
        try {
            assertThat(unopened("jdbc:postgresql://localhost:abc/shop", "some"))
                    .hasMessageContaining("Unable to parse URL");
        } finally {
            all.removeHandler(ear);
        }
        assertThat(logged).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "3D000, make that database",
        "28P01, check hookwright.database.user and",
        "08001, check that the server runs",
        "'', the tools of PostgreSQL"
    })
    void the_hint_fits_what_is_wrong(String state, String hint) {
        SQLException cause = new SQLException("no", state.isEmpty() ? null : state);
        assertThat(OpeningFailure.of(new LedgerUnavailable("no", cause), true).remedy())
                .startsWith(hint);
    }

    @Test
    void a_host_name_of_the_database_that_nobody_knows_is_told() {
        assertThatThrownBy(() -> LedgerStore.openShared(
                        "jdbc:postgresql://nowhere.invalid/hooks",
                        "anna",
                        null,
                        folder.resolve("node"),
                        CLOCK,
                        () -> {}))
                .hasMessageContaining("cannot be opened: its host name is not known: nowhere.invalid");
    }
}
