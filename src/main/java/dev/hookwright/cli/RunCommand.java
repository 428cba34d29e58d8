package dev.hookwright.cli;

import dev.hookwright.config.LocalUrl;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.ledger.MachineClock;
import dev.hookwright.log.JsonLines;
import dev.hookwright.server.HookwrightServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Serves a workspace until it is told to stop (Ctrl-C, SIGTERM).")
final class RunCommand implements Callable<Integer> {
    @Mixin
    private WorkspaceOptions workspace = new WorkspaceOptions();

    @Option(names = "--port", description = "port of the public server, 0 for a free one (default: 8080)")
    private @Nullable Integer port;

    @Option(names = "--admin-port", description = "port of the admin server, 0 for a free one (default: 9876)")
    private @Nullable Integer adminPort;

    @Option(names = "--data", paramLabel = "DIR", description = "folder of the ledger (default: data)")
    private @Nullable Path data;

    @Option(names = "--watch", description = "reload the workspace whenever its files change")
    private boolean watch;

    @Override
    public Integer call() throws InterruptedException {
        Map<String, String> flags = new HashMap<>();
        WorkspaceOptions.flag(flags, Settings.PORT, port);
        WorkspaceOptions.flag(flags, Settings.ADMIN_PORT, adminPort);
        WorkspaceOptions.flag(flags, Settings.DATA, data == null ? null : data.toAbsolutePath());
        Problems problems = new Problems();
        Settings settings = workspace.settings(flags, problems);
        if (settings.observe().isJsonLog()) {
            JsonLines.use();
        }
        CountDownLatch broken = new CountDownLatch(1);
        HookwrightServer server = HookwrightServer.start(
                workspace.workspace(), settings, System.getenv(), MachineClock.MILLIS, broken::countDown, problems);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "shutdown"));
        HangUpSignal.handle(server::reload);
        if (watch) {
            server.watch();
        }
        System.out.println("hookwright ready hooks=" + LocalUrl.of(settings.host(), server.port()) + "/hooks admin="
                + LocalUrl.of(settings.adminHost(), server.adminPort()));
        System.out.flush();
        broken.await();
        System.err.println("hookwright: the ledger can no longer be written, so nothing more can be accepted"
                + " (look at the disk, then start again)");
        Runtime.getRuntime().halt(ExitStatus.WRONG);
        return ExitStatus.WRONG;
    }

    private static void stop(HookwrightServer server) {
        server.close();
        // The virtual machine would report the signal; an orderly stop is a success.
        Runtime.getRuntime().halt(ExitStatus.DONE);
    }
}
