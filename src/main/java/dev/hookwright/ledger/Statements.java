package dev.hookwright.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The prepared statements of the one connection that writes. Used by the writer's thread only. */
final class Statements {
    private final Connection connection;
    private final Membership membership;
    private final Database.Transactions transactions;
    private final ClaimTable claims;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private long turn;

    Statements(Connection connection, Membership membership, Database.Transactions transactions, ClaimTable claims) {
        this.connection = connection;
        this.membership = membership;
        this.transactions = transactions;
        this.claims = claims;
    }

    /** What this node is called as the owner of runs, in the present transaction. */
    String node() {
        return membership.nodeInTransaction();
    }

    /** What stands as the owner of a run that nobody works on. */
    @Nullable
    String nobody() {
        return membership.nobody();
    }

    /** Whether other nodes write to the same database. */
    boolean isShared() {
        return membership.nobody() == null;
    }

    /** Which keys are claimed. */
    ClaimTable claims() {
        return claims;
    }

    /** A transaction begins. */
    void begin() {
        turn = 0;
    }

    /**
     * A number of the present transaction: greater than that of every run in order that was on disk when it was first
     * asked for.
     */
    long turn() throws SQLException {
        if (turn == 0) {
            turn = list(RunOrder.NEXT_TURN, row -> row.getLong(1)).get(0);
        }
        return turn;
    }

    /** Runs an INSERT, UPDATE or DELETE and tells how many rows it touched. */
    int update(String sql, @Nullable Object... parameters) throws SQLException {
        int rows = bind(sql, parameters).executeUpdate();
        if (rows > 0) {
            transactions.changedBy(sql, parameters);
        }
        return rows;
    }

    /** The first column of the first row as a UUID; null if there is no row. */
    @Nullable
    UUID queryUuid(String sql, @Nullable Object... parameters) throws SQLException {
        try (var rows = bind(sql, parameters).executeQuery()) {
            return rows.next() ? rows.getObject(1, UUID.class) : null;
        }
    }

    <T> List<T> list(String sql, LedgerStore.RowReader<T> reader, @Nullable Object... parameters) throws SQLException {
        List<T> values = new ArrayList<>();
        try (var rows = bind(sql, parameters).executeQuery()) {
            while (rows.next()) {
                values.add(reader.read(rows));
            }
        }
        return values;
    }

    private PreparedStatement bind(String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i] instanceof String text ? StorableText.of(text) : parameters[i]);
        }
        return statement;
    }
}
