package dev.hookwright.ledger;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.RandomAccessStore;

/**
 * Decides when H2 (2.5.252) writes its file, and puts what was committed on disk, where H2 finds it again after a kill.
 * On its own it falls short in four ways, read in its source and seen in tests that kill:
 *
 * <ul>
 *   <li>Its background writer takes one map after the other as it stands. What a transaction changes meanwhile is half in
 *       the file: a row is changed, but what would undo that is not there, and nobody can ever change the row again. So
 *       whoever writes holds H2's own lock for the length of a transaction.
 *   <li>When the background writer stores at the same moment, CHECKPOINT SYNC takes that for its own work and returns,
 *       although what was committed last is not part of it, or is still on its way to the file. So the store is asked
 *       until nothing is unsaved, and synced behind every write that is under way.
 *   <li>It makes a chunk in one thread and writes it in another. If the next one is made meanwhile, that one's list of
 *       chunks leaves out the one that is still on its way. Killed then, the file cannot be opened: "Chunk not found". So
 *       the thread that makes a chunk writes it.
 *   <li>When space in the middle of the file is used again, H2 writes the new chunk, then a file header that still names
 *       the chunk before it. After a kill the new chunk and those behind it are not found. So the header is written once
 *       more, when it is the last chunk that it names.
 * </ul>
 */
final class StoreSync {
    /** Each round loses against the background writer only if that stores just then; it does so twice a second at most. */
    private static final int MOST_ROUNDS = 1_000;

    private final MVStore store;
    private final Method writeStoreHeader;
    private final ReentrantLock storeLock;

    private StoreSync(MVStore store, Method writeStoreHeader, ReentrantLock storeLock) {
        this.store = store;
        this.writeStoreHeader = writeStoreHeader;
        this.storeLock = storeLock;
    }

    /** @throws SQLException if this is not the H2 that the class was written for */
    static StoreSync of(Connection connection) throws SQLException {
        SessionLocal session =
                (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        return of(session.getDatabase().getStore().getMvStore());
    }

    /** @throws SQLException if this is not the H2 that the class was written for */
    static StoreSync of(MVStore store) throws SQLException {
        try {
            // Private in H2, and the one thing that makes its newest chunk known.
            Method method = RandomAccessStore.class.getDeclaredMethod("writeStoreHeader");
            method.setAccessible(true);
            Field field = MVStore.class.getDeclaredField("storeLock");
            field.setAccessible(true);
            writeChunksWhereTheyAreMade(store);
            return new StoreSync(store, method, (ReentrantLock) field.get(store));
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new SQLException("this version of H2 is not the one that Hookwright was built with", e);
        }
    }

    private static void writeChunksWhereTheyAreMade(MVStore store) throws ReflectiveOperationException {
        Field field = FileStore.class.getDeclaredField("bufferSaveExecutor");
        field.setAccessible(true);
        ThreadPoolExecutor writer = (ThreadPoolExecutor) field.get(store.getFileStore());
        if (writer != null) {
            // Nothing is made or written while this runs.
            store.executeFilestoreOperation(() -> {
                try {
                    field.set(store.getFileStore(), null);
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException("it was accessible", e);
                }
            });
            writer.shutdown();
        }
    }

    MVStore store() {
        return store;
    }

    /** From now on no other thread makes H2 write its file. */
    void hold() {
        if (!storeLock.isHeldByCurrentThread()) {
            storeLock.lock();
        }
    }

    /** H2 may write its file when it likes. */
    void release() {
        if (storeLock.isHeldByCurrentThread()) {
            storeLock.unlock();
        }
    }

    /** @throws SQLException if it cannot be said that everything is on disk */
    void run() throws SQLException {
        try {
            int rounds = 0;
            do {
                store.commit();
                if (++rounds > MOST_ROUNDS) {
                    throw new SQLException("the store keeps having unsaved changes");
                }
            } while (store.hasUnsavedChanges());
            store.executeFilestoreOperation(this::syncWithHeader);
        } catch (MVStoreException e) {
            throw new SQLException("the store cannot be written", e);
        }
    }

    private void syncWithHeader() {
        try {
            writeStoreHeader.invoke(store.getFileStore());
            store.sync();
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("the store's header cannot be written", e);
        }
    }
}
