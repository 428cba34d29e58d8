package dev.hookwright.ledger;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** This node among those that share the database. */
interface Membership {
    /** What it is called as the owner of runs. */
    String node();

    /** The same, within the transaction that it entered last. For the writer. */
    String nodeInTransaction();

    /** What stands as the owner of a run that nobody works on; null where any node may take it. */
    @Nullable
    String nobody();

    /**
     * The first thing in each transaction: holds off those who would take over from this node until the transaction
     * ends. A node that was taken over meanwhile goes on under a new name; its old one owns nothing any more.
     */
    void enter(Statements statements) throws SQLException;

    /** The transaction that entered last is on disk. */
    void entered();

    /** A node that is certain to be dead, as this one has come in its place. */
    Optional<String> predecessor();

    /** Whether it is certain that nobody has taken over from this node yet. */
    boolean isSure();
}
