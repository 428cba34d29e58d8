package dev.hookwright.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The database under the ledger: how to connect to it, and what it takes for a transaction to be on disk. */
interface Database {
    /** For messages: where it is, without secrets. */
    String name();

    /** Brings the schema to its newest version. A kill in the middle leaves the old version or the new one. */
    void migrate() throws SQLException;

    /** A connection that writes. At most one at a time, by the {@link LedgerWriter}. */
    Connection connect() throws SQLException;

    /** Ends a connection's transaction so that it outlives a power cut. */
    Commit commitOf(Connection connection) throws SQLException;

    /** A source of connections that only read. */
    HikariDataSource readers();

    /**
     * Whether other nodes work on the same database. One that is not shared is lost with its connection: after a failed
     * commit nobody can say what is on disk until it is opened anew by a new process.
     */
    boolean isShared();

    /** How many bytes the ledger takes up, what is free for new rows not counted. */
    long storedBytes(DataSource readers) throws SQLException;

    /** By what claims are to be ordered so that the oldest come first, with nothing to sort. */
    String oldestClaimFirst();

    /** Makes one transaction durable. */
    @FunctionalInterface
    interface Commit {
        /** @throws SQLException if it cannot be said that the transaction is on disk */
        void run() throws SQLException;
    }
}
