package dev.hookwright.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/** The database file: opened, brought to the newest schema, and read on connections that only read. */
public final class LedgerStore {
    private static final int READERS = 4;

    private final HikariDataSource readers;

    private LedgerStore(HikariDataSource readers) {
        this.readers = readers;
    }

    /**
     * Opens the ledger in a folder, making it if there is none.
     *
     * @param onBroken told once, when the store can no longer be written
     * @throws LedgerUnavailable if it cannot be opened; the message is one line that says why
     */
    public static Ledger open(Path folder, InstantSource clock, Runnable onBroken) {
        String url = "jdbc:h2:" + OrderedDisk.prefix() + folder.toAbsolutePath().resolve("ledger")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_ON_EXIT=FALSE";
        try {
            // Opened first and kept: H2 closes a database whose last connection goes.
            Connection connection = DriverManager.getConnection(url, "hookwright", "");
            migrate(url);
            LedgerStore store = new LedgerStore(readers(url));
            return new Ledger(store, new LedgerWriter(connection, onBroken), clock);
        } catch (SQLException | FlywayException e) {
            throw new LedgerUnavailable("the ledger in " + folder + " cannot be opened: " + firstLine(e), e);
        }
    }

    void closeReaders() {
        readers.close();
    }

    /** Turns one row into a value. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... parameters) {
        try (Connection connection = readers.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<T> values = new ArrayList<>();
                while (rows.next()) {
                    values.add(reader.read(rows));
                }
                return values;
            }
        } catch (SQLException e) {
            throw new LedgerUnavailable("the ledger cannot be read: " + firstLine(e), e);
        }
    }

    <T> Optional<T> find(String sql, RowReader<T> reader, @Nullable Object... parameters) {
        return list(sql, reader, parameters).stream().findFirst();
    }

    private static void migrate(String url) {
        Flyway.configure(LedgerStore.class.getClassLoader())
                .dataSource(url, "hookwright", "")
                .locations("classpath:db")
                .load()
                .migrate();
    }

    private static HikariDataSource readers(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername("hookwright");
        config.setPassword("");
        config.setPoolName("ledger-readers");
        config.setReadOnly(true);
        config.setMaximumPoolSize(READERS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(2_000);
        return new HikariDataSource(config);
    }

    private static String firstLine(Exception e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
