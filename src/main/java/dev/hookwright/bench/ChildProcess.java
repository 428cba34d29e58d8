package dev.hookwright.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process that a run has started. It says what it has to say in lines on its standard output. */
final class ChildProcess implements AutoCloseable {
    /** Stands for the end of its output. */
    private static final String END = "\0";

    private final String name;
    private final Process process;
    private final Path errors;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private ChildProcess(String name, Process process, Path errors) {
        this.name = name;
        this.process = process;
        this.errors = errors;
        Thread reader = new Thread(this::read, name);
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a process.
     *
     * @param name as it is called when something goes wrong
     * @param errors the file that takes its standard error
     */
    static ChildProcess start(String name, List<String> command, Path errors) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        // What is measured must not hang on the settings of whoever measures.
        builder.environment().keySet().removeIf(variable -> variable.startsWith("HOOKWRIGHT_"));
        try {
            return new ChildProcess(name, builder.start(), errors);
        } catch (IOException e) {
            throw new BenchFailed(name + " cannot be started: " + e.getMessage());
        }
    }

    /** The next line that it says. */
    String line(Duration limit) throws InterruptedException {
        String line = lines.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (line == null) {
            throw new BenchFailed(name + " has not answered within " + limit.toSeconds() + " s");
        }
        if (line.equals(END)) {
            lines.add(END);
            throw new BenchFailed(name + " has ended early" + lastError());
        }
        return line;
    }

    JsonNode answer(Duration limit) throws InterruptedException {
        String line = line(limit);
        try {
            JsonNode answer = ChildLoop.MAPPER.readTree(line);
            if (answer.hasNonNull(ChildLoop.ERROR)) {
                throw new BenchFailed(name + ": " + answer.get(ChildLoop.ERROR).asText());
            }
            return answer;
        } catch (JsonProcessingException e) {
            throw new BenchFailed(name + " said something that is not JSON: " + line);
        }
    }

    /** Has it do something and waits for what comes of it. */
    JsonNode ask(JsonNode command, Duration limit) throws InterruptedException {
        try {
            Writer input = process.outputWriter(StandardCharsets.UTF_8);
            input.write(command + "\n");
            input.flush();
        } catch (IOException e) {
            throw new BenchFailed(name + " has ended early" + lastError());
        }
        return answer(limit);
    }

    long pid() {
        return process.pid();
    }

    /** How long processors have worked for it, in seconds. */
    double processorSeconds() {
        return process.info()
                .totalCpuDuration()
                .map(time -> time.toNanos() / 1e9)
                .orElseThrow(() -> new BenchFailed(name + " has ended early" + lastError()));
    }

    /** Ends it at once: nothing that it holds is of use any more. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            // It was ended while it spoke.
        } finally {
            lines.add(END);
        }
    }

    private String lastError() {
        try {
            List<String> said = Files.readAllLines(errors);
            @Nullable String last = said.isEmpty() ? null : said.get(said.size() - 1);
            return last == null ? "" : ": " + last;
        } catch (IOException e) {
            return "";
        }
    }
}
