package dev.hookwright.cli;

import dev.hookwright.bench.Bench;
import dev.hookwright.bench.BenchFailed;
import dev.hookwright.bench.BenchOptions;
import dev.hookwright.bench.BenchReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures this machine, beside baselines in the same run.",
            "Durable accepts a second, flows a second, latency, memory and time to ready; beside bare HTTP, "
                    + "and the same route in Camel without durability."
        })
final class BenchCommand implements Callable<Integer> {
    private static final int MOST_CONNECTIONS = 1_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--json", description = "the figures as one JSON object")
    private boolean json;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "how long each thing is measured once it is warm (default: 10)")
    private int seconds;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "64",
            description = "connections that the load comes over (default: 64)")
    private int connections;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "folder on the disk to measure (default: the system's for temporary files)")
    private Path folder = Path.of(System.getProperty("java.io.tmpdir"));

    /** For the launcher, before it makes what a bench measures with. */
    @Option(names = "--check", hidden = true, description = "only says whether it could begin")
    private boolean check;

    @Override
    public Integer call() throws InterruptedException {
        if (seconds < 1 || connections < 1 || connections > MOST_CONNECTIONS) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--seconds must be 1 or more and --connections from 1 to " + MOST_CONNECTIONS + ", got: " + seconds
                            + " and " + connections);
        }
        if (!Files.isDirectory(folder)) {
            throw new CommandFailed(ExitStatus.WRONG, "there is no folder " + folder + " (make it, or give another)");
        }
        if (check) {
            return ExitStatus.DONE;
        }
        try {
            BenchReport report = Bench.run(
                    new BenchOptions(seconds, connections, folder.toAbsolutePath()),
                    line -> System.err.println("hookwright: " + line));
            System.out.println(json ? report.toJson() : report.toTable());
            return ExitStatus.DONE;
        } catch (BenchFailed e) {
            throw new CommandFailed(ExitStatus.WRONG, "bench: " + e.getMessage());
        }
    }
}
