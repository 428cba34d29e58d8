package dev.hookwright.cli;

import dev.hookwright.config.NearestName;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.config.Workspace;
import dev.hookwright.provider.Provider;
import dev.hookwright.provider.ProviderRegistry;
import java.io.IOException;
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

    /** One that is made if it is not there. */
    Workspace newWorkspace() {
        try {
            Files.createDirectories(folder.toAbsolutePath());
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitStatus.WRONG, "the folder " + folder + " cannot be made (give another with --workspace)");
        }
        return workspace();
    }

    /** What to add to a command so that it is about the same workspace, to be pasted into a shell. */
    String again() {
        String name = folder.toString();
        if (name.isEmpty()) {
            return "";
        }
        boolean isPlain = name.matches("[\\w./:\\\\-]+");
        return " --workspace " + (isPlain ? name : "'" + name.replace("'", "'\\''") + "'");
    }

    /** The providers that there are. */
    ProviderRegistry providers() {
        Problems problems = new Problems();
        ProviderRegistry registry = ProviderRegistry.load(workspace().providers(), problems);
        problems.throwIfAny();
        return registry;
    }

    /** One of them, which must be there. */
    static Provider provider(ProviderRegistry registry, String name) {
        return registry.find(name)
                .orElseThrow(() -> new CommandFailed(
                        ExitStatus.NOT_FOUND,
                        "there is no provider \"" + name + "\" (" + NearestName.remedy(name, registry.names()) + ")"));
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
