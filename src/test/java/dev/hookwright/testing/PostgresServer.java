package dev.hookwright.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL server, with the durability that one has in earnest. One is shared by all tests that do not stop it. */
public final class PostgresServer implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final EmbeddedPostgres server;
    private final Path folder;

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT current_setting('fsync'), current_setting('data_directory')")) {
            if (!row.next() || !row.getString(1).equals("on")) {
                throw new IllegalStateException("the test server does not sync");
            }
            folder = Path.of(row.getString(2));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Shared {
        private static final PostgresServer SERVER = start();
    }

    public static PostgresServer shared() {
        return Shared.SERVER;
    }

    /** A server of the test's own. */
    public static PostgresServer start() {
        return start(null, 0);
    }

    /** A server in a folder, which may hold one that was stopped, at a port; 0 takes a free one. */
    public static PostgresServer start(@Nullable Path folder, int port) {
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "100");
            if (port != 0) {
                builder.setPort(port);
            }
            if (folder != null) {
                builder.setDataDirectory(folder).setCleanDataDirectory(false);
            }
            return new PostgresServer(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes an empty database; gives its URL. */
    public String newDatabase() {
        String name = "test" + NUMBER.incrementAndGet();
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return server.getJdbcUrl("postgres", name).replaceFirst("\\?.*", "");
    }

    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(server.getJdbcUrl("postgres", database));
    }

    /** Ends every connection to a database, as a broken network does; they have ended then. */
    public void cutConnections(String database) {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "SELECT pg_terminate_backend(pid, 20000) FROM pg_stat_activity WHERE datname = '" + database + "'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has it answer nothing and end nothing, as behind a network that drops what it is given. */
    public void freeze() {
        Signals.freeze(processes());
    }

    public void thaw() {
        Signals.thaw(processes());
    }

    private List<Long> processes() {
        try {
            long postmaster = Long.parseLong(
                    Files.readAllLines(folder.resolve("postmaster.pid")).get(0));
            ProcessHandle handle = ProcessHandle.of(postmaster).orElseThrow();
            return Stream.concat(Stream.of(handle), handle.descendants())
                    .map(ProcessHandle::pid)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
