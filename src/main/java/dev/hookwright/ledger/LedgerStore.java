package dev.hookwright.ledger;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens the ledger, and reads it on connections that only read. */
public final class LedgerStore {
    private final Database database;
    private final HikariDataSource readers;

    private LedgerStore(Database database) {
        this.database = database;
        this.readers = database.readers();
    }

    /**
     * Opens the ledger in a folder, making it if there is none.
     *
     * @param onBroken told once, when the store can no longer be written
     * @throws LedgerUnavailable if it cannot be opened; the message is one line that says why
     */
    public static Ledger open(Path folder, InstantSource clock, Runnable onBroken) {
        return open(new H2Database(folder), new SoleNode(), clock, onBroken);
    }

    /** A ledger that is gone once it is closed, for trying routes out. */
    public static Ledger openInMemory(InstantSource clock) {
        return open(new MemoryDatabase(), new SoleNode(), clock, () -> {});
    }

    /**
     * Opens the ledger in a PostgreSQL database, as one of any number of nodes.
     *
     * @param url a {@code jdbc:postgresql:} URL
     * @param nodeFile keeps what this node is called, so that its next process can take over at once
     * @throws LedgerUnavailable if it cannot be opened; the message is one line that says why
     */
    public static Ledger openShared(
            String url, String user, @Nullable String password, Path nodeFile, InstantSource clock, Runnable onBroken) {
        Database database = new PostgresDatabase(url, user, password);
        return open(database, new ClusterNode(System::nanoTime, new NodeFile(nodeFile)), clock, onBroken);
    }

    private static Ledger open(Database database, Membership membership, InstantSource clock, Runnable onBroken) {
        try {
            database.migrate();
            // Before the readers: H2 closes a database whose last connection goes.
            LedgerWriter writer = new LedgerWriter(database, membership, onBroken);
            LedgerStore store = new LedgerStore(database);
            return new Ledger(store, writer, membership, clock);
        } catch (SQLException e) {
            throw new LedgerUnavailable(database.name() + " cannot be opened: " + reason(e), e);
        }
    }

    boolean isShared() {
        return database.isShared();
    }

    /** How many bytes the ledger takes up, what is free for new rows not counted. */
    long storedBytes() {
        try {
            return database.storedBytes(readers);
        } catch (SQLException e) {
            throw new LedgerUnavailable("the ledger cannot be read: " + firstLine(e), e);
        }
    }

    boolean isInPlace() {
        return database.isInPlace();
    }

    void backup(Path file) {
        try {
            database.backup(readers, file);
        } catch (SQLException e) {
            throw new LedgerUnavailable("the ledger cannot be copied: " + firstLine(e), e);
        }
    }

    /** Which keys are claimed. */
    ClaimTable claims() {
        return database.claims();
    }

    ReaderPool readerPool() {
        HikariPoolMXBean pool = readers.getHikariPoolMXBean();
        return new ReaderPool(
                pool == null ? 0 : pool.getActiveConnections(),
                pool == null ? 0 : pool.getIdleConnections(),
                readers.getMaximumPoolSize(),
                pool == null ? 0 : pool.getThreadsAwaitingConnection());
    }

    void closeReaders() {
        readers.close();
    }

    /** Turns one row into a value. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Looks at one row. */
    interface RowVisitor {
        void visit(ResultSet row) throws SQLException;
    }

    <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... parameters) {
        List<T> values = new ArrayList<>();
        each(sql, row -> values.add(reader.read(row)), parameters);
        return values;
    }

    void each(String sql, RowVisitor visitor, @Nullable Object... parameters) {
        try (Connection connection = readers.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(
                        i + 1, parameters[i] instanceof String text ? StorableText.of(text) : parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    visitor.visit(rows);
                }
            }
        } catch (SQLException e) {
            throw new LedgerUnavailable("the ledger cannot be read: " + firstLine(e), e);
        }
    }

    <T> Optional<T> find(String sql, RowReader<T> reader, @Nullable Object... parameters) {
        return list(sql, reader, parameters).stream().findFirst();
    }

    private static String reason(SQLException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return "its host name is not known: " + cause.getMessage();
            }
        }
        return firstLine(e);
    }

    private static String firstLine(Exception e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
