package dev.hookwright.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread, with the one connection, that ever writes. It takes as many changes as wait, applies them in one
 * transaction, makes that durable once, and only then tells those who wait.
 *
 * <p>On H2 several writing connections tear transactions when the process is killed, and a commit alone is not on disk:
 * each batch ends with a commit and a {@link StoreSync}, and nothing else is tuned.
 */
final class LedgerWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);
    private static final int LONGEST_QUEUE = 20_000;
    private static final int LARGEST_BATCH = 1_000;

    private final BlockingQueue<Change<?>> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    private final Connection connection;
    private final Statements statements;
    private final StoreSync sync;
    private final Thread thread;
    private final Runnable onBroken;
    private final LongAdder batches = new LongAdder();
    private final LongAdder changes = new LongAdder();
    private volatile boolean closing;
    private volatile @Nullable LedgerUnavailable broken;

    /** @param onBroken told once, when the store can no longer be written: the process had better end */
    LedgerWriter(Connection connection, Runnable onBroken) throws SQLException {
        connection.setAutoCommit(false);
        this.connection = connection;
        this.statements = new Statements(connection);
        this.sync = StoreSync.of(connection);
        this.onBroken = onBroken;
        this.thread = new Thread(this::run, "ledger-writer");
        thread.start();
    }

    /** Queues a change, or fails it at once when the queue is full: the caller can put the sender off. Never blocks. */
    <R> CompletableFuture<R> offer(Change<R> change) {
        if (refused(change)) {
            return change.done();
        }
        if (!queue.offer(change)) {
            change.fail(new LedgerUnavailable("the ledger has more to write than it can take in"));
        }
        failIfTooLate(change);
        return change.done();
    }

    /** Queues a change that must not be dropped; waits while the queue is full. Not for event loops. */
    <R> CompletableFuture<R> submit(Change<R> change) {
        if (refused(change)) {
            return change.done();
        }
        try {
            queue.put(change);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            change.fail(new LedgerUnavailable("interrupted while waiting to write", e));
        }
        failIfTooLate(change);
        return change.done();
    }

    boolean isBroken() {
        return broken != null;
    }

    int waiting() {
        return queue.size();
    }

    long batches() {
        return batches.sum();
    }

    long changes() {
        return changes.sum();
    }

    /** Writes what is queued, then ends. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            LOG.warn("the ledger did not close cleanly: {}; it is checked when it is next opened", e.getMessage());
        }
    }

    private boolean refused(Change<?> change) {
        LedgerUnavailable why = broken;
        if (why != null) {
            change.fail(why);
        } else if (closing) {
            change.fail(new LedgerUnavailable("the ledger is closing"));
        } else {
            return false;
        }
        return true;
    }

    /** A change that was queued just as the thread ended would wait for ever. */
    private void failIfTooLate(Change<?> change) {
        if (!thread.isAlive() && queue.remove(change)) {
            change.fail(new LedgerUnavailable("the ledger is closed"));
        }
    }

    private void run() {
        List<Change<?>> batch = new ArrayList<>(LARGEST_BATCH);
        while (broken == null) {
            try {
                Change<?> first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first == null) {
                    if (closing) {
                        break;
                    }
                    continue;
                }
                batch.add(first);
                queue.drainTo(batch, LARGEST_BATCH - 1);
                write(batch);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                broken = new LedgerUnavailable("the ledger's writer was interrupted", e);
            }
            batch.clear();
        }
        failWhatWaits();
    }

    private void write(List<Change<?>> batch) {
        UpdateRun.leaveOutSuperseded(batch);
        try {
            for (Change<?> change : batch) {
                change.applyTo(statements);
            }
        } catch (SQLException e) {
            if (rollBack()) {
                writeOneByOne(batch, e);
            } else {
                breakDown(batch, e);
            }
            return;
        }
        try {
            makeDurable();
        } catch (SQLException e) {
            breakDown(batch, e);
            return;
        }
        batches.increment();
        changes.add(batch.size());
        batch.forEach(Change::complete);
    }

    /** One change that the store will not take must not fail the others of its batch. */
    private void writeOneByOne(List<Change<?>> batch, SQLException cause) {
        if (batch.size() == 1) {
            // Without the database's own text, which quotes values.
            LOG.error("a change could not be written and is refused: SQL state {}", cause.getSQLState());
            batch.get(0).fail(new LedgerUnavailable("the ledger refused the change", cause));
            return;
        }
        for (Change<?> change : batch) {
            if (broken == null) {
                write(List.of(change));
            } else {
                change.fail(new LedgerUnavailable("the ledger can no longer be written", cause));
            }
        }
    }

    private void makeDurable() throws SQLException {
        connection.commit();
        sync.run();
    }

    private boolean rollBack() {
        try {
            connection.rollback();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** Fail-stop: after a failed commit or sync nobody can say what is on disk until the store is opened anew. */
    private void breakDown(List<Change<?>> batch, SQLException cause) {
        LedgerUnavailable why = new LedgerUnavailable("the ledger can no longer be written", cause);
        broken = why;
        LOG.error("the ledger can no longer be written, stopping: {}", cause.getMessage());
        batch.forEach(change -> change.fail(why));
        onBroken.run();
    }

    private void failWhatWaits() {
        Change<?> change = queue.poll();
        while (change != null) {
            LedgerUnavailable why = broken;
            change.fail(why == null ? new LedgerUnavailable("the ledger is closed") : why);
            change = queue.poll();
        }
    }
}
