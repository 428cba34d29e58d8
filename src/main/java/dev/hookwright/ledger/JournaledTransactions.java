package dev.hookwright.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions on H2. What one changed is on disk in the {@link Journal} before it is committed in H2, which writes its own
 * file when it likes, many transactions at a time. Now and then all of it is put on disk there, and the journal is begun
 * anew: a checkpoint. H2 keeps, within each transaction, which entry of the journal it is; so after a kill it is known
 * which of them are to be done again.
 */
final class JournaledTransactions implements Database.Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(JournaledTransactions.class);

    /** A checkpoint is due once the journal has so many bytes. To do them again takes a few seconds. */
    private static final long CHECKPOINT = 32 << 20;

    private static final String POSITION = "SELECT entry FROM journal_position";
    private static final String ADVANCE = "UPDATE journal_position SET entry = ?";

    private final Connection connection;
    private final PreparedStatement advance;
    private final StoreSync sync;
    private final Journal journal;
    private final JournalEntry entry = new JournalEntry();
    private long number;
    /** False from the beginning of a commit to its end: if it fails, the journal is left for whoever opens the ledger next. */
    private boolean sound = true;

    private JournaledTransactions(Connection connection, StoreSync sync, Journal journal, long number)
            throws SQLException {
        this.connection = connection;
        this.advance = connection.prepareStatement(ADVANCE);
        this.sync = sync;
        this.journal = journal;
        this.number = number;
    }

    /**
     * Does again what the journal of a process that was killed holds, if there is one.
     *
     * @throws SQLException if the journal is damaged or cannot be used; it is as it was then
     */
    static JournaledTransactions open(Connection connection, Path file) throws SQLException {
        StoreSync sync = StoreSync.of(connection);
        if (Journal.isFinished(file)) {
            checkComplete(connection, file);
        }
        try {
            Journal journal = Journal.open(file);
            var transactions = new JournaledTransactions(connection, sync, journal, position(connection));
            transactions.recover(file);
            if (Journal.isBeginning(transactions.number)) {
                transactions.leaveBeginning();
            }
            return transactions;
        } catch (IOException e) {
            throw new SQLException("its journal cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * Checks that nothing is missing between the ledger and its journal, and that the journal can be read.
     *
     * @param file the journal
     */
    static void checkComplete(Connection connection, Path file) throws SQLException {
        try {
            Journal.check(file, position(connection));
        } catch (IOException e) {
            throw new SQLException(e.getMessage(), e);
        }
    }

    private void recover(Path file) throws IOException, SQLException {
        if (Journal.isFinished(file)) {
            return;
        }
        long known = number;
        Statements statements = new Statements(connection, new SoleNode(), this, new ClaimTable("_rowid_"));
        Journal.<SQLException>readAfter(file, known, (next, changes) -> {
            begin();
            JournalEntry.replay(changes, statements);
            advanceTo(next);
            connection.commit();
            entry.clear();
            sync.release();
        });
        LOG.info("the ledger was not closed; {} transactions were done again from its journal", number - known);
        checkpoint();
    }

    /** From now on the store itself says that there is a journal, which must not be missing. */
    private void leaveBeginning() throws SQLException {
        begin();
        advanceTo(number + 1);
        connection.commit();
        sync.release();
        checkpoint();
    }

    private void advanceTo(long next) throws SQLException {
        number = next;
        advance.setLong(1, next);
        advance.executeUpdate();
    }

    private void checkpoint() throws SQLException {
        sync.run();
        journal.beginAnew();
    }

    private static long position(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(POSITION)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void begin() {
        sync.hold();
    }

    @Override
    public void changedBy(String sql, @Nullable Object... parameters) {
        entry.add(sql, parameters);
    }

    @Override
    public void commit() throws SQLException {
        sound = false;
        if (!entry.isEmpty()) {
            advanceTo(number + 1);
            writeJournal();
        }
        connection.commit();
        sync.release();
        entry.clear();
        if (journal.size() > CHECKPOINT) {
            checkpoint();
        }
        sound = true;
    }

    private void writeJournal() throws SQLException {
        try {
            journal.append(number, entry.bytes());
        } catch (IOException e) {
            throw new SQLException("the journal cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void rollBack() throws SQLException {
        try {
            entry.clear();
            connection.rollback();
        } finally {
            sync.release();
        }
    }

    @Override
    public void close() throws SQLException {
        try (Journal closing = journal) {
            rollBack();
            if (sound) {
                sync.run();
                closing.finish(number);
            }
        } catch (IOException e) {
            throw new SQLException("the journal cannot be written: " + e.getMessage(), e);
        }
    }
}
