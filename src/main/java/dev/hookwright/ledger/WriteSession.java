package dev.hookwright.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one connection that writes, and its transactions. Used by the writer's thread only. */
final class WriteSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WriteSession.class);

    private final Connection connection;
    private final Membership membership;
    private final Statements statements;
    private final Database.Transactions transactions;

    private WriteSession(Connection connection, Membership membership, Database database) throws SQLException {
        this.connection = connection;
        this.membership = membership;
        this.transactions = database.transactionsOf(connection);
        this.statements = new Statements(connection, membership, transactions, database.claims());
    }

    static WriteSession open(Database database, Membership membership) throws SQLException {
        Connection connection = database.connect();
        try {
            connection.setAutoCommit(false);
            return new WriteSession(connection, membership, database);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Writes the changes into a transaction that is still open. */
    void apply(List<Change<?>> batch) throws SQLException {
        transactions.begin();
        statements.begin();
        membership.enter(statements);
        for (Change<?> change : batch) {
            change.applyTo(statements);
        }
    }

    /** @throws SQLException if it cannot be said whether the transaction is on disk */
    void commit() throws SQLException {
        transactions.commit();
        membership.entered();
    }

    /** False if even that does not work: the connection is of no more use. */
    boolean rollBack() {
        try {
            transactions.rollBack();
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            try {
                transactions.close();
            } finally {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.warn("the ledger did not close cleanly: {}; it is checked when it is next opened", e.getMessage());
        }
    }
}
