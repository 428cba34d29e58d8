package dev.hookwright.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file in the data folder, with its {@link Journal}, for one process. One connection writes and no setting is tuned:
 * several writing connections tear transactions when the process is killed, and so does a lower RETENTION_TIME.
 */
final class H2Database implements Database {
    private static final Logger LOG = LoggerFactory.getLogger(H2Database.class);
    static final String USER = "hookwright";
    private static final int READERS = 4;

    private final Path folder;
    /** Rows stand in the order in which they came. */
    private final ClaimTable claims = new ClaimTable("_rowid_");

    private @Nullable MVStore store;
    private volatile List<Object> opened = List.of();

    H2Database(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    static Path file(Path folder) {
        return folder.resolve("ledger.mv.db");
    }

    static Path journal(Path folder) {
        return folder.resolve("ledger.journal");
    }

    /**
     * Does again what the journal of a process that was killed holds: with the schema for which that was written.
     *
     * @return whether that is the newest; false if there is no ledger
     */
    static boolean recover(Path folder) throws SQLException {
        Path journal = journal(folder);
        deleteCopies(folder);
        if (!Files.exists(file(folder))) {
            if (journal.toFile().length() > 0) {
                throw new SQLException(file(folder).getFileName() + " is gone, but its " + journal.getFileName()
                        + " is there: put it back, or remove the journal as well to begin with nothing");
            }
            return false;
        }
        boolean newest = isNewest(folder);
        int setAside = AbandonedChunks.setAside(file(folder));
        if (Journal.isFinished(journal)) {
            return newest;
        }
        if (setAside > 0) {
            LOG.info("{}: {} chunks that a kill left behind were set aside", file(folder), setAside);
        }
        try (Connection connection = connect(file(folder))) {
            connection.setAutoCommit(false);
            JournaledTransactions.open(connection, journal).close();
        }
        return newest;
    }

    /** Looks also whether file and journal belong together and can be read, before anything is written to them. */
    private static boolean isNewest(Path folder) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(file(folder)) + ";ACCESS_MODE_DATA=r", USER, "")) {
            if (!Migration.isDone(connection)) {
                throw new SQLException(
                        file(folder).getFileName() + " holds no ledger, or is damaged: put a backup in its"
                                + " place, or move it away to begin with nothing");
            }
            boolean newest = !Migration.isNeeded(connection);
            if (newest) {
                JournaledTransactions.checkComplete(connection, journal(folder));
            }
            return newest;
        } catch (SQLException e) {
            // H2 would make a new one of what is cut short.
            if (e.getErrorCode() == ErrorCode.FILE_CORRUPTED_1 || e.getErrorCode() == ErrorCode.DATABASE_IS_READ_ONLY) {
                throw new SQLException(file(folder).getFileName() + " is damaged: put a backup in its place", e);
            }
            throw e;
        }
    }

    /** Those that are made to take the file's place, as far as they have come. */
    static void deleteCopies(Path folder) throws SQLException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> copies = Files.newDirectoryStream(folder, "{compacting,migrating}.mv.db*")) {
            for (Path copy : copies) {
                Files.delete(copy);
            }
        } catch (IOException e) {
            throw new SQLException("what an earlier process left cannot be removed: " + e, e);
        }
    }

    /** Without moving chunks about whenever it is closed: a kill then finds it in the middle of that. */
    private static String url(Path file) {
        String name = file.toString();
        return "jdbc:h2:" + OrderedDisk.prefix() + name.substring(0, name.length() - ".mv.db".length())
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_ON_EXIT=FALSE"
                + ";MAX_COMPACT_TIME=0;TRACE_LEVEL_FILE=0";
    }

    @Override
    public String name() {
        return "the ledger in " + folder;
    }

    /** H2 cannot take a schema change back: a copy is changed, and takes the old file's place when it is whole. */
    @Override
    public void migrate() throws SQLException {
        Path file = file(folder);
        Path copy = folder.resolve("migrating.mv.db");
        if (recover(folder)) {
            return;
        }
        try {
            if (Files.exists(file)) {
                Files.copy(file, copy);
            }
            Migration.run(url(copy), USER, "", "h2");
            Compaction.replace(file, copy);
        } catch (IOException e) {
            throw new SQLException("the store cannot be brought to its newest version: " + e.getMessage(), e);
        }
    }

    @Override
    public Connection connect() throws SQLException {
        return connect(file(folder));
    }

    static Connection connect(Path file) throws SQLException {
        Connection connection = DriverManager.getConnection(url(file), USER, "");
        try {
            StoreSync.of(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public Transactions transactionsOf(Connection connection) throws SQLException {
        store = StoreSync.of(connection).store();
        Transactions transactions = JournaledTransactions.open(connection, journal(folder));
        opened = filesInPlace();
        return transactions;
    }

    /** What tells a file from another that bears its name later; nothing where the file system does not know that. */
    private List<Object> filesInPlace() {
        List<Object> keys = new ArrayList<>();
        for (Path file : List.of(file(folder), journal(folder))) {
            try {
                Object key =
                        Files.readAttributes(file, BasicFileAttributes.class).fileKey();
                keys.add(key == null ? "" : key);
            } catch (IOException e) {
                LOG.debug("{} cannot be looked at: {}", file, e.getMessage());
            }
        }
        return keys;
    }

    @Override
    public boolean isInPlace() {
        return opened.isEmpty() || opened.equals(filesInPlace());
    }

    @Override
    public HikariDataSource readers() {
        return readers(url(file(folder)));
    }

    /** Connections that read from H2. */
    static HikariDataSource readers(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(USER);
        config.setPassword("");
        config.setPoolName("ledger-readers");
        config.setReadOnly(true);
        config.setMaximumPoolSize(READERS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(2_000);
        return new HikariDataSource(config);
    }

    @Override
    public void backup(DataSource readers, Path file) throws SQLException {
        try (Connection connection = readers.getConnection()) {
            Backup.write(connection, file);
        }
    }

    @Override
    public ClaimTable claims() {
        return claims;
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public long storedBytes(DataSource readers) {
        MVStore open = store;
        if (open == null) {
            return 0;
        }
        FileStore<?> file = open.getFileStore();
        // Space that deleted rows left is used again: the file's length alone would never come down.
        return file.size() / 100 * Math.max(1, Math.min(file.getFillRate(), file.getChunksFillRate()));
    }
}
