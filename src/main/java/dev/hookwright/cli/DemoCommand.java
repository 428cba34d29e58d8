package dev.hookwright.cli;

import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.config.TemporaryFolder;
import dev.hookwright.config.Workspace;
import dev.hookwright.ledger.MachineClock;
import dev.hookwright.sandbox.Sandbox;
import dev.hookwright.server.HookwrightServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Tells the whole story, with no account anywhere.",
            "The onboarding example against local stand-ins for a CRM, a ticket desk and a mail server, with "
                    + "signed purchases sent to it. Serves on until Ctrl-C."
        })
final class DemoCommand implements Callable<Integer> {
    private static final List<String> VENDORS = List.of("hubspot", "zendesk", "smtp");

    @Option(names = "--exit", description = "stop after the story; exit 0 only if all went as told")
    private boolean exit;

    @Override
    public Integer call() throws InterruptedException, IOException {
        Path data = Files.createTempDirectory("hookwright-demo");
        Workspace workspace = new Workspace(home().resolve("examples").resolve("onboarding"));
        try (Sandbox sandbox = new Sandbox(0, 0, VENDORS, List.of(), line -> {})) {
            Map<String, String> flags = new HashMap<>();
            flags.put("stripe.signing.secret", "whsec_hookwright_demo");
            flags.putAll(sandbox.settings());
            flags.put(Settings.PORT, "0");
            flags.put(Settings.HOST, "127.0.0.1");
            flags.put(Settings.ADMIN_PORT, "0");
            flags.put(Settings.DATA, data.toString());
            Problems problems = new Problems();
            Settings settings = Settings.load(workspace, Map.of(), flags, problems);
            try (HookwrightServer server =
                    HookwrightServer.start(workspace, settings, Map.of(), MachineClock.MILLIS, () -> {}, problems)) {
                boolean asTold = new DemoStory(server, settings, sandbox, data).tell();
                if (!exit) {
                    serveOn(server, data);
                }
                return asTold ? ExitStatus.DONE : ExitStatus.WRONG;
            }
        } finally {
            delete(data);
        }
    }

    private static void serveOn(HookwrightServer server, Path data) throws InterruptedException {
        System.out.println();
        System.out.println(
                "Serving on at http://127.0.0.1:" + server.port() + "/hooks/stripe until Ctrl-C. Look around:");
        System.out.println("  http://127.0.0.1:" + server.adminPort()
                + "/ in a browser; the token to sign in with: cat " + data + "/admin-token");
        System.out.println("  ./hookwright events --server http://127.0.0.1:" + server.adminPort() + " --data " + data);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            delete(data);
        }));
        stopped.await();
    }

    /** The folder that Hookwright is installed in; the launcher says it. */
    private static Path home() {
        return Path.of(System.getProperty("hookwright.home", "")).toAbsolutePath();
    }

    private static void delete(Path folder) {
        try {
            TemporaryFolder.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
