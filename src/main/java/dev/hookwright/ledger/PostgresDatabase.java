package dev.hookwright.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.logging.Level;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL server that any number of nodes share. */
final class PostgresDatabase implements Database {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresDatabase.class);
    private static final int READERS = 8;
    /** No thread hangs for long on a server that does not answer; seconds. */
    private static final int CONNECT_TIMEOUT = 3;
    /** Longer than a statement may take. Many a sender waits ten seconds for its answer. */
    private static final int WRITER_TIMEOUT = 10;

    private static final int READER_TIMEOUT = 12;
    /** A node that froze in the middle of a transaction lets go of its locks, so that another can take over. */
    private static final String WRITER_OPTIONS = "-c synchronous_commit=on -c statement_timeout=8s -c lock_timeout=3s"
            + " -c idle_in_transaction_session_timeout=3s";

    private static final String READER_OPTIONS = "-c statement_timeout=10s -c idle_in_transaction_session_timeout=10s";

    private static final String MAY_NOT_CREATE = "SELECT to_regclass('flyway_schema_history') IS NULL"
            + " AND NOT has_schema_privilege(current_schema(), 'CREATE'), current_schema()";

    /** What the driver logs, past our own log, its exceptions say as well. Kept here: one that nobody holds is forgotten. */
    private static final java.util.logging.Logger DRIVER = java.util.logging.Logger.getLogger("org.postgresql");

    static {
        DRIVER.setLevel(Level.OFF);
    }

    private final ClaimTable claims = new ClaimTable("created_at");
    private final String url;
    private final String user;
    private final @Nullable String password;

    PostgresDatabase(String url, String user, @Nullable String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    @Override
    public String name() {
        // What stands behind the question mark may be a password.
        return "the database " + url.replaceFirst("\\?.*", "");
    }

    /** PostgreSQL takes back what a transaction changed of the schema, and lets one node at a time do it. */
    @Override
    public void migrate() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, properties(READER_OPTIONS, READER_TIMEOUT))) {
            if (!Migration.isNeeded(connection)) {
                return;
            }
            checkMayCreate(connection);
        }
        Migration.run(url, user, password, "postgresql");
    }

    /** Who may not make the first table: Flyway would try for ten seconds. */
    private static void checkMayCreate(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(MAY_NOT_CREATE)) {
            if (row.next() && row.getBoolean(1)) {
                throw new SQLException("permission denied for schema " + row.getString(2), "42501");
            }
        }
    }

    @Override
    public Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(url, properties(WRITER_OPTIONS, WRITER_TIMEOUT));
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW fsync")) {
            if (row.next() && !row.getString(1).equals("on")) {
                LOG.warn("the PostgreSQL server runs with fsync=off: a power cut there may lose what was accepted");
            }
        }
        return connection;
    }

    @Override
    public Transactions transactionsOf(Connection connection) {
        return Transactions.of(connection);
    }

    @Override
    public HikariDataSource readers() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setDataSourceProperties(properties(READER_OPTIONS, READER_TIMEOUT));
        config.setPoolName("ledger-readers");
        config.setMaximumPoolSize(READERS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(2_000);
        config.setValidationTimeout(1_000);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    @Override
    public ClaimTable claims() {
        return claims;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public long storedBytes(DataSource readers) throws SQLException {
        try (Connection connection = readers.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_database_size(current_database())")) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private Properties properties(String options, int socketTimeout) {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        if (password != null) {
            properties.setProperty("password", password);
        }
        properties.setProperty("ApplicationName", "hookwright");
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_TIMEOUT));
        properties.setProperty("loginTimeout", "5");
        properties.setProperty("socketTimeout", String.valueOf(socketTimeout));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("options", options);
        return properties;
    }

    @Override
    public void backup(DataSource readers, Path file) {
        throw new UnsupportedOperationException("pg_dump does that");
    }
}
