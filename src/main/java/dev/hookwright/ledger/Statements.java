package dev.hookwright.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The prepared statements of the one connection that writes. Used by the writer's thread only. */
final class Statements {
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Statements(Connection connection) {
        this.connection = connection;
    }

    /** Runs an INSERT, UPDATE or DELETE and tells how many rows it touched. */
    int update(String sql, @Nullable Object... parameters) throws SQLException {
        return bind(sql, parameters).executeUpdate();
    }

    /** The first column of the first row as a UUID; null if there is no row. */
    @Nullable
    UUID queryUuid(String sql, @Nullable Object... parameters) throws SQLException {
        try (var rows = bind(sql, parameters).executeQuery()) {
            return rows.next() ? rows.getObject(1, UUID.class) : null;
        }
    }

    private PreparedStatement bind(String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
