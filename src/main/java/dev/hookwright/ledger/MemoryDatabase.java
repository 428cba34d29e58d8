package dev.hookwright.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A ledger in memory, gone with its last connection, for trying routes out. Keeps no promise of durability. */
final class MemoryDatabase implements Database {
    /** The statements that make the newest schema, which are quicker than all the migrations that led to it. */
    private static @Nullable List<String> schema;

    private final String url =
            "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
    private final ClaimTable claims = new ClaimTable("_rowid_");
    /** Keeps the database from being closed before the writer has come. */
    private @Nullable Connection first;

    @Override
    public String name() {
        return "the ledger in memory";
    }

    @Override
    public void migrate() throws SQLException {
        first = DriverManager.getConnection(url, H2Database.USER, "");
        synchronized (MemoryDatabase.class) {
            if (schema == null) {
                Migration.run(url, H2Database.USER, "", "h2");
                schema = script(first);
                return;
            }
        }
        try (Statement statement = first.createStatement()) {
            for (String sql : schema) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> script(Connection connection) throws SQLException {
        List<String> statements = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SCRIPT NOPASSWORDS NOSETTINGS")) {
            while (rows.next()) {
                String sql = rows.getString(1);
                if (!sql.startsWith("CREATE USER")) {
                    statements.add(sql);
                }
            }
        }
        return List.copyOf(statements);
    }

    @Override
    public Connection connect() throws SQLException {
        Connection writer = DriverManager.getConnection(url, H2Database.USER, "");
        if (first != null) {
            first.close();
            first = null;
        }
        return writer;
    }

    @Override
    public Transactions transactionsOf(Connection connection) {
        return Transactions.of(connection);
    }

    @Override
    public HikariDataSource readers() {
        return H2Database.readers(url);
    }

    @Override
    public ClaimTable claims() {
        return claims;
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public long storedBytes(DataSource readers) {
        return 0;
    }

    @Override
    public void backup(DataSource readers, Path file) {
        throw new UnsupportedOperationException("what is in memory is not meant to be kept");
    }
}
