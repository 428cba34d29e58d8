package dev.hookwright.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread, with the one connection, that ever writes. It takes as many changes as wait, applies them in one
 * transaction, makes that durable once, and only then tells those who wait.
 *
 * <p>When a database that other nodes share goes away, what must not be dropped waits until it is back, in its order;
 * what can be refused is refused. A store that is not shared ends the process: {@link Database#isShared()} says why.
 */
final class LedgerWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);
    private static final int LONGEST_QUEUE = 20_000;
    private static final int LARGEST_BATCH = 1_000;
    /** How long to wait at a full queue before asking whether anybody takes from it. */
    private static final Duration FULL = Duration.ofMillis(500);

    private static final Duration PACE = Duration.ofMillis(3);
    /** When none has come in for so long, those that wait go at once. */
    private static final int LULL_NANOS = 200_000;

    private final BlockingQueue<Change<?>> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    private final List<Change<?>> batch = new ArrayList<>(LARGEST_BATCH);
    private final Database database;
    private final Membership membership;
    private final Outage outage;
    private final Thread thread;
    private final Runnable onBroken;
    private final NewsDesk news = new NewsDesk();
    private final WriterMeter meter = new WriterMeter();
    private @Nullable WriteSession session;
    private long batchBegan = System.nanoTime();
    private long lastBatch = System.nanoTime();
    private volatile boolean closing;
    private volatile @Nullable LedgerUnavailable broken;

    /** @param onBroken told once, when the store can no longer be written: the process had better end */
    LedgerWriter(Database database, Membership membership, Runnable onBroken) throws SQLException {
        this.database = database;
        this.membership = membership;
        this.onBroken = onBroken;
        this.outage = new Outage(database.name());
        this.session = WriteSession.open(database, membership);
        this.thread = new Thread(this::run, "ledger-writer");
        thread.start();
    }

    /** Queues a change, or fails it at once when it cannot be taken: the caller can put the sender off. Never blocks. */
    <R> CompletableFuture<R> offer(Change<R> change) {
        if (refused(change)) {
            return change.done();
        }
        if (outage.isLong() || (database.isShared() && Outage.isLong(meter.writing()))) {
            change.fail(outage.refusal());
        } else if (!queue.offer(change)) {
            change.fail(new LedgerUnavailable("the ledger has more to write than it can take in"));
        }
        failIfTooLate(change);
        return change.done();
    }

    /** Queues a change that must not be dropped; waits while the queue is full. Not for event loops. */
    <R> CompletableFuture<R> submit(Change<R> change) {
        change.waitForDatabase();
        if (refused(change)) {
            return change.done();
        }
        while (!Uninterrupted.offer(queue, change, FULL)) {
            if (refused(change)) {
                return change.done();
            }
        }
        failIfTooLate(change);
        return change.done();
    }

    NewsDesk news() {
        return news;
    }

    /** Whether changes are written now. */
    boolean isHealthy() {
        return broken == null && !outage.isOn();
    }

    int waiting() {
        return queue.size();
    }

    WriterMeter meter() {
        return meter;
    }

    WriterState state() {
        return WriterState.of(broken, outage, queue, meter);
    }

    /** Writes what is queued, then ends. What the database cannot take now is given up. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
        try {
            while (broken == null) {
                WriteSession open = session;
                if (open == null) {
                    reconnect();
                } else if (!batch.isEmpty() || takeBatch()) {
                    meter.began();
                    write(open, batch);
                    meter.ended();
                } else if (closing) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            broken = new LedgerUnavailable("the ledger's writer was interrupted", e);
        } catch (RuntimeException | Error e) {
            // A fault, here or in the database's code: without this thread nothing could be stored, and nobody would
            // know.
            breakDown(e);
        } finally {
            failAll(batch);
            failAll(queue);
            closeSession();
        }
    }

    /** True if there is something to write; nothing but the beat of this node, now and then. */
    private boolean takeBatch() throws InterruptedException {
        Change<?> first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first == null) {
            boolean beat = outage.isOn() || System.nanoTime() - lastBatch > ClusterNode.BEAT.toNanos();
            return database.isShared() && beat && !closing;
        }
        batch.add(first);
        gather();
        queue.drainTo(batch, LARGEST_BATCH - 1);
        UpdateRun.leaveOutSuperseded(batch);
        if (database.isShared()) {
            AcceptEvent.inOrderOfClaims(batch);
        }
        return true;
    }

    /** Many small batches cost more than a few larger ones: one begins when no more changes come in, or after the pace. */
    private void gather() {
        long until = batchBegan + PACE.toNanos();
        int before = 0;
        int waiting = queue.size();
        while (waiting > before && waiting < LARGEST_BATCH && System.nanoTime() < until && !closing) {
            before = waiting;
            // Not sleep, which rounds up to a millisecond.
            LockSupport.parkNanos(LULL_NANOS);
            waiting = queue.size();
        }
        batchBegan = System.nanoTime();
    }

    private void write(WriteSession open, List<Change<?>> changesToWrite) {
        try {
            open.apply(changesToWrite);
        } catch (SQLException e) {
            if (open.rollBack() && !(database.isShared() && Outage.isOf(e))) {
                writeOneByOne(open, changesToWrite, e);
            } else {
                lose(e);
            }
            return;
        }
        try {
            open.commit();
        } catch (SQLException e) {
            lose(e);
            return;
        }
        lastBatch = System.nanoTime();
        outage.end();
        meter.committed(changesToWrite.size());
        changesToWrite.forEach(Change::complete);
        news.announce(changesToWrite);
        changesToWrite.clear();
    }

    /** One change that the store will not take must not fail the others of its batch. */
    private void writeOneByOne(WriteSession open, List<Change<?>> refusedBatch, SQLException cause) {
        boolean mayMend = isTransient(cause) && refusedBatch.stream().allMatch(Change::waitsForDatabase);
        if (refusedBatch.isEmpty() || (refusedBatch.size() == 1 && mayMend && database.isShared())) {
            lose(cause);
            return;
        }
        if (refusedBatch.size() == 1) {
            // Without the database's own text, which quotes values.
            LOG.error("a change could not be written and is refused: SQL state {}", cause.getSQLState());
            refusedBatch.get(0).fail(new LedgerUnavailable("the ledger refused the change", cause));
            refusedBatch.clear();
            return;
        }
        while (!refusedBatch.isEmpty() && session != null && broken == null) {
            List<Change<?>> next = new ArrayList<>(refusedBatch.subList(0, 1));
            write(open, next);
            if (next.isEmpty()) {
                refusedBatch.remove(0);
            }
        }
    }

    /** A deadlock, a lock or a statement that took too long, a server that is about to stop. */
    private static boolean isTransient(SQLException cause) {
        String state = String.valueOf(cause.getSQLState());
        return state.startsWith("40") || state.startsWith("55") || state.startsWith("57");
    }

    /** After a commit that failed nobody can say what is on disk until the store is opened anew. */
    private void lose(SQLException cause) {
        closeSession();
        if (database.isShared()) {
            outage.begin(cause, meter.writing());
            return;
        }
        breakDown(cause);
    }

    private void breakDown(Throwable cause) {
        broken = new LedgerUnavailable("the ledger can no longer be written", cause);
        LOG.error("the ledger can no longer be written, stopping: {}", LedgerUnavailable.reason(cause));
        onBroken.run();
    }

    private void reconnect() throws InterruptedException {
        if (closing) {
            broken = outage.refusal();
            return;
        }
        if (outage.isLong()) {
            outage.refuse(batch);
            outage.refuse(queue);
        }
        outage.awaitTry();
        try {
            session = WriteSession.open(database, membership);
        } catch (SQLException e) {
            LOG.debug("{} is still away: {}", database.name(), e.getMessage());
        }
    }

    private void closeSession() {
        WriteSession open = session;
        session = null;
        if (open != null) {
            open.close();
        }
    }

    private void failAll(Iterable<Change<?>> waiting) {
        LedgerUnavailable why = broken == null ? new LedgerUnavailable("the ledger is closed") : broken;
        for (Change<?> change : waiting) {
            change.fail(why);
        }
    }
}
