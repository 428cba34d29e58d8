package dev.hookwright.cli;

import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.server.StoppedStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "compact",
        mixinStandardHelpOptions = true,
        description = {
            "Gives the space of deleted events back to the disk (H2 only).",
            "The server must be stopped. Needs room for two more copies of the ledger's file meanwhile."
        })
final class CompactCommand implements Callable<Integer> {
    @Mixin
    private WorkspaceOptions workspace = new WorkspaceOptions();

    @Option(names = "--data", paramLabel = "DIR", description = "folder of the ledger (default: data)")
    private @Nullable Path data;

    @Override
    public Integer call() {
        Map<String, String> flags = new HashMap<>();
        WorkspaceOptions.flag(flags, Settings.DATA, data == null ? null : data.toAbsolutePath());
        Problems problems = new Problems();
        Settings settings = workspace.settings(flags, problems);
        problems.throwIfAny();
        StoppedStore.Sizes sizes = StoppedStore.compact(settings);
        System.out.println("compacted: " + sizes.before() + " bytes before, " + sizes.after() + " bytes now");
        return ExitStatus.DONE;
    }
}
