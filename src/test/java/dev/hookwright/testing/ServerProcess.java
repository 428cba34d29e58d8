package dev.hookwright.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged program in a process of its own. */
public final class ServerProcess implements AutoCloseable {
    private static final Pattern READY =
            Pattern.compile("hookwright ready hooks=http://127.0.0.1:(\\d+)/hooks admin=http://127.0.0.1:(\\d+)");

    private final Process process;
    private final Path output;
    private final Path errors;

    private ServerProcess(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /** Starts a command of the program; what it prints goes to files in the folder. */
    public static ServerProcess start(Path folder, Map<String, String> environment, String... arguments) {
        try {
            return startInto(Files.createTempFile(folder, "out", ".txt"), folder, environment, arguments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a command whose standard output goes to this file; its errors go to one in the folder. */
    public static ServerProcess startInto(
            Path output, Path folder, Map<String, String> environment, String... arguments) {
        try {
            Path errors = Files.createTempFile(folder, "err", ".txt");
            Path jar = Path.of("target", "hookwright.jar").toAbsolutePath();
            List<String> command = new ArrayList<>(java());
            command.addAll(ClassArchive.option(jar, java()));
            command.addAll(List.of("-jar", jar.toString()));
            command.addAll(List.of(arguments));
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
            builder.environment().putAll(environment);
            return new ServerProcess(builder.start(), output, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a server of the workspace in the folder, on free ports. */
    public static ServerProcess run(Path folder, Map<String, String> environment, Path data) {
        return start(
                folder,
                environment,
                "run",
                "--workspace",
                folder.toString(),
                "--port",
                "0",
                "--admin-port",
                "0",
                "--data",
                data.toString());
    }

    private static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-Djdk.serialFilter=!*",
                "-Dhookwright.home=" + Path.of("").toAbsolutePath());
    }

    /** Waits until it takes requests; gives the public and the admin port. */
    public int[] awaitReady() {
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> READY.matcher(output()).find() || !process.isAlive());
        Matcher matcher = READY.matcher(output());
        if (!matcher.find()) {
            throw new AssertionError("the server did not start: " + errors());
        }
        return new int[] {Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))};
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end; gives the exit status. */
    public int awaitExit(Duration limit) {
        await().atMost(limit).pollInterval(Duration.ofMillis(50)).until(() -> !process.isAlive());
        return process.exitValue();
    }

    /** As kill -9 does. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** As SIGTERM does. */
    public void terminate() {
        process.destroy();
    }

    /** As kill -STOP does. */
    public void freeze() {
        Signals.freeze(List.of(process.pid()));
    }

    /** As kill -CONT does. */
    public void thaw() {
        Signals.thaw(List.of(process.pid()));
    }

    public String output() {
        return read(output);
    }

    public String errors() {
        return read(errors);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
