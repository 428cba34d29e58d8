package dev.hookwright.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreSyncTest {
    private static final int BLOCK = 4_096;
    /** One that is being written, one that waits for it, one that is made meanwhile. */
    private static final int CHUNKS = 3;
    /** H2's thread that makes chunks. */
    private static final String MAKER = "H2-serialization";

    /** A disk that takes no chunk while it is held. */
    public static final class HeldDisk extends FilePathWrapper {
        private static volatile CountDownLatch held = new CountDownLatch(0);
        private static volatile String holds = "";
        private static final AtomicInteger CHUNKS_WRITTEN = new AtomicInteger();

        static {
            FilePath.register(new HeldDisk());
        }

        @Override
        public String getScheme() {
            return "held";
        }

        @Override
        public FileChannel open(String mode) throws IOException {
            return new HeldFile(super.open(mode));
        }

        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // what is written is held, what is read is not
        private static final class HeldFile extends FileBaseDefault {
            private final FileChannel file;

            HeldFile(FileChannel file) {
                this.file = file;
            }

            @Override
            public int write(ByteBuffer source, long position) throws IOException {
                if (position >= 2 * BLOCK) {
                    holds = Thread.currentThread().getName();
                    try {
                        held.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    CHUNKS_WRITTEN.incrementAndGet();
                }
                return file.write(source, position);
            }

            @Override
            public int read(ByteBuffer target, long position) throws IOException {
                return file.read(target, position);
            }

            @Override
            public FileLock tryLock(long position, long size, boolean shared) throws IOException {
                return file.tryLock(position, size, shared);
            }

            @Override
            public void force(boolean metaData) throws IOException {
                file.force(metaData);
            }

            @Override
            public long size() throws IOException {
                return file.size();
            }

            @Override
            protected void implTruncate(long size) throws IOException {
                file.truncate(size);
            }

            @Override
            protected void implCloseChannel() throws IOException {
                file.close();
            }
        }
    }

    /** H2 on its own leaves the second of three out of its list of chunks, and a table with it. */
    @Test
    void a_kill_behind_chunks_that_were_made_at_once_leaves_a_store_that_opens(@TempDir Path folder) throws Exception {
        new HeldDisk();
        Path killed = folder.resolve("killed.mv.db");
        try (Connection connection = connect("held:" + folder.resolve("store"));
                Statement statement = connection.createStatement()) {
            MVStore store = StoreSync.of(connection).store();
            for (int i = 0; i < CHUNKS; i++) {
                statement.execute("CREATE TABLE kept" + i + " (id INT PRIMARY KEY)");
            }
            store.commit();
            store.executeFilestoreOperation(() -> {});

            ThreadPoolExecutor maker = maker(store);
            int before = HeldDisk.CHUNKS_WRITTEN.get();
            HeldDisk.holds = "";
            HeldDisk.held = new CountDownLatch(1);
            for (int i = 0; i < CHUNKS; i++) {
                statement.execute("INSERT INTO kept" + i + " VALUES (1)");
                store.tryCommit();
            }
            await().until(() -> HeldDisk.holds.equals(MAKER)
                    || !HeldDisk.holds.isEmpty() && maker.getCompletedTaskCount() == maker.getTaskCount());
            HeldDisk.held.countDown();
            await().until(() -> HeldDisk.CHUNKS_WRITTEN.get() >= before + CHUNKS);
            store.executeFilestoreOperation(() -> copy(folder.resolve("store.mv.db"), killed));
        }

        try (Connection connection = connect(folder.resolve("killed").toString())) {
            for (int i = 0; i < CHUNKS; i++) {
                assertThat(rows(connection, "kept" + i)).isEqualTo(1);
            }
        }
    }

    private static ThreadPoolExecutor maker(MVStore store) throws ReflectiveOperationException {
        Field field = FileStore.class.getDeclaredField("serializationExecutor");
        field.setAccessible(true);
        return (ThreadPoolExecutor) field.get(store.getFileStore());
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connect(String name) throws SQLException {
        return DriverManager.getConnection("jdbc:h2:" + name + ";DB_CLOSE_ON_EXIT=FALSE", "hookwright", "");
    }

    private static int rows(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            row.next();
            return row.getInt(1);
        }
    }
}
