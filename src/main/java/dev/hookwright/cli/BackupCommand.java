package dev.hookwright.cli;

import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.config.TemporaryFolder;
import dev.hookwright.ledger.Backup;
import dev.hookwright.ledger.LedgerUnavailable;
import dev.hookwright.server.StoppedStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Copies the ledger consistently into a zip file (H2 only).",
            "Of a running server, asked through its admin API, or of one that is stopped. The copy is opened and counted"
                    + " before it counts as done.",
            "To restore: stop the server, move the data folder's ledger.* files away, unzip FILE in their place (after"
                    + " umask 077, so that they are nobody else's to read)."
        })
final class BackupCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "FILE", description = "where to, as backup.zip; must not be there yet")
    private Path file = Path.of("");

    @Option(names = "--json", description = "what was copied, as JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Path target = file.toAbsolutePath();
        if (Files.exists(target)) {
            throw new CommandFailed(ExitStatus.WRONG_USE, file + " is there already (name another file)");
        }
        Path folder;
        try {
            folder = Files.createTempDirectory(target.getParent(), ".hookwright-backup");
        } catch (IOException e) {
            throw new CommandFailed(ExitStatus.WRONG, "cannot write to " + target.getParent() + " (is it there?)");
        }
        try {
            Path copy = folder.resolve("copy.zip");
            write(copy);
            closeToOthers(copy);
            Backup.Contents contents = Backup.check(copy, folder);
            Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE);
            String found = json
                    ? "{\"events\":" + contents.events() + ",\"runs\":" + contents.runs() + ",\"bytes\":"
                            + Files.size(target) + "}"
                    : "copied to " + file + ": " + contents.events() + " events, " + contents.runs() + " runs, "
                            + Files.size(target) + " bytes";
            System.out.println(found);
            return ExitStatus.DONE;
        } catch (LedgerUnavailable e) {
            throw new CommandFailed(ExitStatus.WRONG, "the copy is of no use and was removed: " + e.getMessage());
        } finally {
            TemporaryFolder.delete(folder);
        }
    }

    /** It holds what the data folder does, secrets too. */
    private static void closeToOthers(Path copy) throws IOException {
        if (Files.getFileStore(copy).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private void write(Path copy) throws IOException {
        try (OutputStream out = Files.newOutputStream(copy)) {
            server.stream("/backup", Map.of(), Map.of()).copyTo(out);
            return;
        } catch (CommandFailed e) {
            if (server.isNamed() || e.status() != ExitStatus.NOT_REACHABLE) {
                throw e;
            }
        }
        Map<String, String> flags = new HashMap<>();
        Path data = server.data();
        WorkspaceOptions.flag(flags, Settings.DATA, data == null ? null : data.toAbsolutePath());
        Problems problems = new Problems();
        Settings settings = server.settings(flags, problems);
        problems.throwIfAny();
        Files.delete(copy);
        StoppedStore.backup(settings, copy);
    }
}
