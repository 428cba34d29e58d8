package dev.hookwright.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.RandomAccessStore;

/**
 * Puts what was committed on disk, where H2 finds it again after a kill. H2's own CHECKPOINT SYNC (2.5.252) falls short
 * in two ways, read in its source; acknowledged events were lost within twenty to forty kills on a busy machine:
 *
 * <ul>
 *   <li>When H2's background writer stores at the same moment, the checkpoint takes that for its own work and returns,
 *       although what was committed last is not part of it, or is still on its way to the file. So the store is asked
 *       until nothing is unsaved, and synced behind every write that is under way.
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

    private StoreSync(MVStore store, Method writeStoreHeader) {
        this.store = store;
        this.writeStoreHeader = writeStoreHeader;
    }

    /** @throws SQLException if this is not the H2 that the class was written for */
    static StoreSync of(Connection connection) throws SQLException {
        SessionLocal session =
                (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        try {
            // Private in H2, and the one thing that makes its newest chunk known.
            Method method = RandomAccessStore.class.getDeclaredMethod("writeStoreHeader");
            method.setAccessible(true);
            return new StoreSync(session.getDatabase().getStore().getMvStore(), method);
        } catch (NoSuchMethodException e) {
            throw new SQLException("this version of H2 is not the one that Hookwright was built with", e);
        }
    }

    MVStore store() {
        return store;
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
