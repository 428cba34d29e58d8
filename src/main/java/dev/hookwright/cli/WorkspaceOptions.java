package dev.hookwright.cli;

import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.config.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which workspace a command is about. */
final class WorkspaceOptions {
    @Option(
            names = "--workspace",
            paramLabel = "DIR",
            description = "folder with routes/, connectors/ and application.properties (default: this folder)")
    private Path folder = Path.of("");

    Workspace workspace() {
        if (!Files.isDirectory(folder.toAbsolutePath())) {
            throw new CommandFailed(
                    ExitStatus.WRONG, "there is no folder " + folder + " (give the workspace's with --workspace)");
        }
        return new Workspace(folder);
    }

    /** The settings; wrong ones are problems. */
    Settings settings(Map<String, String> flags, Problems problems) {
        return Settings.load(workspace(), System.getenv(), flags, problems);
    }

    static void flag(Map<String, String> flags, String setting, @Nullable Object value) {
        if (value != null) {
            flags.put(setting, value.toString());
        }
    }
}
