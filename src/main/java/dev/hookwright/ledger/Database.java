package dev.hookwright.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The database under the ledger: how to connect to it, and what it takes for a transaction to be on disk. */
interface Database {
    /** For messages: where it is, without secrets. */
    String name();

    /** Brings the schema to its newest version. A kill in the middle leaves the old version or the new one. */
    void migrate() throws SQLException;

    /** A connection that writes. At most one at a time, by the {@link LedgerWriter}. */
    Connection connect() throws SQLException;

    /** What ends the transactions of a connection that writes. */
    Transactions transactionsOf(Connection connection) throws SQLException;

    /** A source of connections that only read. */
    HikariDataSource readers();

    /**
     * Whether other nodes work on the same database. One that is not shared is lost with its connection: after a failed
     * commit nobody can say what is on disk until it is opened anew by a new process.
     */
    boolean isShared();

    /** How many bytes the ledger takes up, what is free for new rows not counted. */
    long storedBytes(DataSource readers) throws SQLException;

    /** Whether what is written to is still what the next process would open. */
    default boolean isInPlace() {
        return true;
    }

    /** Writes a consistent copy into a file. Not for one that is shared, which has tools of its own. */
    void backup(DataSource readers, Path file) throws SQLException;

    /** Which keys are claimed; always the same table. */
    ClaimTable claims();

    /** The transactions of a connection that writes. Used by the {@link LedgerWriter} only. */
    interface Transactions extends AutoCloseable {
        /** Those of a connection whose commits need nothing besides. */
        static Transactions of(Connection connection) {
            return new Transactions() {
                @Override
                public void commit() throws SQLException {
                    connection.commit();
                }

                @Override
                public void rollBack() throws SQLException {
                    connection.rollback();
                }
            };
        }

        /** What follows belongs to one transaction. */
        default void begin() {}

        /** Notes what a statement has changed, within the present transaction. */
        default void changedBy(String sql, @Nullable Object... parameters) {}

        /**
         * Ends the transaction so that it outlives a power cut.
         *
         * @throws SQLException if it cannot be said that the transaction is on disk
         */
        void commit() throws SQLException;

        /** @throws SQLException if the connection is of no more use */
        void rollBack() throws SQLException;

        /** Ends the last transaction; the connection is closed next. */
        @Override
        default void close() throws SQLException {}
    }
}
