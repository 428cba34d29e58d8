package dev.hookwright.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A copy of the H2 file as it is at one moment, zipped: every transaction whole or not at all, all that was acknowledged
 * before it began. H2 copies its file while it goes on to be written, as only whole chunks count; the writer keeps H2 from
 * storing one in the middle of a transaction ({@link StoreSync}).
 */
public final class Backup {
    private Backup() {}

    /** Of what a copy holds. */
    public record Contents(long events, long runs) {}

    static void write(Connection connection, Path zip) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("BACKUP TO ?")) {
            statement.setString(1, zip.toAbsolutePath().toString());
            statement.execute();
        }
        // All of it is in the one file; an empty journal says so to whoever opens the copy.
        try (FileSystem files = FileSystems.newFileSystem(zip)) {
            Files.createFile(files.getPath(H2Database.journal(Path.of("")).toString()));
        } catch (IOException e) {
            throw new SQLException("the copy cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * Copies the ledger of a stopped server.
     *
     * @throws LedgerUnavailable if it cannot be done
     */
    public static void ofStopped(Path folder, Path zip) {
        try {
            var unused = H2Database.recover(folder);
            try (Connection connection = H2Database.connect(H2Database.file(folder))) {
                write(connection, zip);
            }
        } catch (SQLException e) {
            throw new LedgerUnavailable(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Opens a copy, in a folder for that, and counts.
     *
     * @throws LedgerUnavailable if it is of no use
     */
    public static Contents check(Path zip, Path folder) {
        Path file = H2Database.file(folder);
        try {
            unpack(zip, file);
            try (Connection connection = H2Database.connect(file)) {
                // Each event by its rows, and by the index that lists go by.
                long events = count(connection, "SELECT COUNT(*) FROM event WHERE received_at >= 0");
                long listed = count(connection, "SELECT COUNT(*) FROM event WHERE endpoint >= ''");
                long runs = count(connection, "SELECT COUNT(*) FROM run WHERE created_at >= 0");
                if (events != listed) {
                    throw new LedgerUnavailable(
                            "of " + events + " events its index knows " + listed + ": it is damaged");
                }
                return new Contents(events, runs);
            }
        } catch (SQLException | IOException e) {
            throw new LedgerUnavailable(String.valueOf(e.getMessage()), e);
        }
    }

    private static void unpack(Path zip, Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(bytes)) {
            ZipEntry entry = entries.getNextEntry();
            while (entry != null && !entry.getName().equals(file.getFileName().toString())) {
                entry = entries.getNextEntry();
            }
            if (entry == null) {
                throw new IOException("there is no " + file.getFileName() + " in it");
            }
            Files.copy(entries, file);
        }
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
