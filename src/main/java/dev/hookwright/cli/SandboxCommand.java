package dev.hookwright.cli;

import dev.hookwright.sandbox.PortTaken;
import dev.hookwright.sandbox.Sandbox;
import dev.hookwright.sandbox.UnusableRequest;
import dev.hookwright.sandbox.Vendors;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        description = {
            "Serves look-alikes of the vendors that connectors call.",
            "On this machine, until Ctrl-C. They answer as the vendor does, keep what they are sent, show "
                    + "it, and fail when told to. Any credentials do, but those with \"wrong\" in them."
        })
final class SandboxCommand implements Callable<Integer> {
    private static final int LAST_PORT = 65_535;

    @Option(
            names = "--port",
            description = "port of all but the mail server, 0 for a free one (default: ${DEFAULT-VALUE})")
    private int port = 8090;

    @Option(
            names = "--smtp-port",
            description = "port of the mail server, 0 for a free one (default: ${DEFAULT-VALUE})")
    private int smtpPort = 2525;

    @Option(
            names = "--fail",
            paramLabel = "VENDOR=STATUSxTIMES",
            description = "fails the first so many calls: hubspot=503x2; can be given again")
    private List<String> fail = new ArrayList<>();

    @Parameters(
            paramLabel = "VENDOR",
            arity = "0..*",
            completionCandidates = Names.class,
            description = "which ones (default: all): ${COMPLETION-CANDIDATES}")
    private List<String> vendors = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        check(port, "--port");
        check(smtpPort, "--smtp-port");
        Sandbox sandbox;
        try {
            sandbox = new Sandbox(port, smtpPort, vendors, fail, System.out::println);
        } catch (UnusableRequest e) {
            throw new CommandFailed(ExitStatus.WRONG_USE, e.getMessage());
        } catch (PortTaken e) {
            throw new CommandFailed(ExitStatus.WRONG, e.getMessage());
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(sandbox), "shutdown"));
        System.out.println("# For application.properties of a workspace that is to call the sandbox:");
        sandbox.settings().forEach((name, value) -> System.out.println(name + "=" + value));
        System.out.println("hookwright sandbox ready " + sandbox.url());
        new CountDownLatch(1).await();
        return ExitStatus.DONE;
    }

    private static void check(int port, String option) {
        if (port < 0 || port > LAST_PORT) {
            throw new CommandFailed(
                    ExitStatus.WRONG_USE, option + " " + port + " is no port (choose one from 0 to " + LAST_PORT + ")");
        }
    }

    /** For the help. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Vendors.all().iterator();
        }
    }

    private static void stop(Sandbox sandbox) {
        sandbox.close();
        // The virtual machine would report the signal; an orderly stop is a success.
        Runtime.getRuntime().halt(ExitStatus.DONE);
    }
}
