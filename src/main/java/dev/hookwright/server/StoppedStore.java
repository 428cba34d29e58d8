package dev.hookwright.server;

import dev.hookwright.config.InvalidWorkspace;
import dev.hookwright.config.Settings;
import dev.hookwright.ledger.Backup;
import dev.hookwright.ledger.Compaction;
import dev.hookwright.ledger.LedgerUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What can be done to the ledger's file while no server has it. */
public final class StoppedStore {
    private static final String RUNNING = "if it is a server, name it with --server URL, which is what stands behind"
            + " admin= in the line that says it is ready";

    private StoppedStore() {}

    /** Of the file, in bytes. */
    public record Sizes(long before, long after) {}

    /**
     * Writes the ledger anew without its gaps.
     *
     * @throws InvalidWorkspace if there is no ledger, or a process has it; nothing is changed then
     */
    public static Sizes compact(Settings settings) {
        Path file = ledgerOf(settings);
        try (DataFolder folder = DataFolder.take(settings.data())) {
            long before = Files.size(file);
            Compaction.run(folder.path());
            return new Sizes(before, Files.size(file));
        } catch (IOException | LedgerUnavailable e) {
            throw new InvalidWorkspace(
                    "data folder " + settings.data(),
                    "could not be compacted, and is as it was: " + e.getMessage(),
                    "check the disk's free space");
        }
    }

    /**
     * Copies the ledger into a zip file.
     *
     * @throws InvalidWorkspace if there is no ledger, or a process has it
     */
    public static void backup(Settings settings, Path zip) {
        ledgerOf(settings);
        try (DataFolder folder = DataFolder.take(settings.data(), RUNNING)) {
            Backup.ofStopped(folder.path(), zip);
        } catch (IOException | LedgerUnavailable e) {
            throw new InvalidWorkspace(
                    "data folder " + settings.data(),
                    "could not be copied: " + e.getMessage(),
                    "check the disk's free space");
        }
    }

    private static Path ledgerOf(Settings settings) {
        if (settings.database().url().isPresent()) {
            throw new InvalidWorkspace(
                    "hookwright.database.url",
                    "names a PostgreSQL database, whose files are its server's matter",
                    "use its own tools, pg_dump and VACUUM");
        }
        Path file = Compaction.file(settings.data());
        if (!Files.exists(file)) {
            throw new InvalidWorkspace(
                    "data folder " + settings.data(), "holds no ledger", "give the right folder with --data");
        }
        return file;
    }
}
