package dev.hookwright.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.MVStoreTool;

/** Writes the H2 file of a stopped ledger anew, without the space that deleted rows left. */
public final class Compaction {
    private Compaction() {}

    /** The ledger's file. */
    public static Path file(Path folder) {
        return H2Database.file(folder);
    }

    /**
     * Replaces the file by a copy without gaps. The copy is tried before it takes the file's place, at once; a kill
     * leaves the one or the other.
     *
     * @throws LedgerUnavailable if it cannot be done; the file is as it was
     */
    public static void run(Path folder) {
        Path file = file(folder);
        Path copy = folder.resolve("compacting.mv.db");
        try {
            var unused = H2Database.recover(folder);
            try {
                Files.copy(file, copy);
                MVStoreTool.compact(copy.toString(), false);
                try (Connection connection = H2Database.connect(copy);
                        Statement statement = connection.createStatement()) {
                    statement.execute("SELECT COUNT(*) FROM event");
                    JournaledTransactions.checkComplete(connection, H2Database.journal(folder));
                }
                replace(file, copy);
            } finally {
                // A full disk would be left full.
                H2Database.deleteCopies(folder);
            }
        } catch (IOException | SQLException | MVStoreException e) {
            throw new LedgerUnavailable(String.valueOf(e.getMessage()), e);
        }
    }

    /** Puts a whole file in the place of another, on disk. */
    static void replace(Path file, Path by) throws IOException {
        sync(by);
        Files.move(by, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolderOf(file);
    }

    /** Puts on disk which files there are beside this one. */
    static void syncFolderOf(Path file) throws IOException {
        sync(file.toAbsolutePath().resolveSibling("."));
    }

    private static void sync(Path path) throws IOException {
        boolean isFolder = Files.isDirectory(path);
        try (FileChannel channel =
                FileChannel.open(path, isFolder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
