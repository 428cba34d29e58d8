package dev.hookwright.ledger;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** {@link LedgerLoad} in a process of its own. */
final class LoadProcess implements AutoCloseable {
    private static final int EVENT_ID = 30;

    private final Process process;
    private final Path output;
    private final Path errors;

    private LoadProcess(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /** Starts to write to the ledger in a folder; notes go to its parent. */
    static LoadProcess start(Path data, Map<String, String> environment) throws IOException {
        Path output = data.resolveSibling("acknowledged");
        Path errors = data.resolveSibling("errors");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx400m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LedgerLoad.class.getName(),
                        data.toString()))
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().putAll(environment);
        return new LoadProcess(builder.start(), output, errors);
    }

    /** Waits until an event was acknowledged, or the process has ended. */
    void awaitFirst() {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Files.size(output) > 0 || !process.isAlive());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** As kill -9 does. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Waits for its end; gives the exit status. */
    int awaitExit(Duration limit) {
        await().atMost(limit).pollInterval(Duration.ofMillis(20)).until(() -> !process.isAlive());
        return process.exitValue();
    }

    /** The ids of the events that it acknowledged. */
    Set<String> acknowledged() throws IOException {
        return Files.readString(output)
                .lines()
                .filter(line -> line.length() == EVENT_ID)
                .collect(Collectors.toSet());
    }

    String errors() throws IOException {
        return Files.readString(errors);
    }

    @Override
    public void close() {
        kill();
    }
}
