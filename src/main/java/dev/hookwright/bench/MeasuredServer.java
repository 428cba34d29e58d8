package dev.hookwright.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.hookwright.config.Workspace;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code hookwright run} in a process of its own, with a data folder of its own. */
final class MeasuredServer implements AutoCloseable {
    private static final Pattern READY =
            Pattern.compile("hookwright ready hooks=http://127\\.0\\.0\\.1:(\\d+)/hooks admin=(http://\\S+)");
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    private static final Duration WORK_LIMIT = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(20);
    /** The dispatcher looks for more every 50 ms: nothing at work for that long does not yet mean that all is done. */
    private static final int IDLE_POLLS = 10;

    private static final int HEAP_SAMPLES = 3;

    private final Workbench bench;
    private final ChildProcess process;
    private final Path data;
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;
    private final String admin;
    private final double readySeconds;

    private MeasuredServer(
            Workbench bench, ChildProcess process, Path data, int port, String admin, double readySeconds) {
        this.bench = bench;
        this.process = process;
        this.data = data;
        this.port = port;
        this.admin = admin;
        this.readySeconds = readySeconds;
    }

    static MeasuredServer start(Workbench bench, Workspace workspace) throws InterruptedException {
        Path data = bench.newFolder("data");
        long began = System.nanoTime();
        ChildProcess process = bench.start(
                "the server",
                bench.java()
                        .program(
                                "run",
                                "--workspace",
                                workspace.root().toString(),
                                "--port",
                                "0",
                                "--admin-port",
                                "0",
                                "--data",
                                data.toString()));
        String line = process.line(START_LIMIT);
        double seconds = (System.nanoTime() - began) / 1e9;
        Matcher ready = READY.matcher(line);
        if (!ready.find()) {
            throw new BenchFailed("the server did not say that it is ready but: " + line);
        }
        return new MeasuredServer(bench, process, data, Integer.parseInt(ready.group(1)), ready.group(2), seconds);
    }

    int port() {
        return port;
    }

    ChildProcess process() {
        return process;
    }

    /** From the start of the process until it said that it takes requests. */
    double readySeconds() {
        return readySeconds;
    }

    /**
     * Waits until every run is over and on disk.
     *
     * @return how many seconds that took
     */
    double awaitWorkedOff() throws InterruptedException {
        long began = System.nanoTime();
        long idleSince = began;
        int idlePolls = 0;
        while (idlePolls < IDLE_POLLS) {
            if (System.nanoTime() - began > WORK_LIMIT.toNanos()) {
                throw new BenchFailed("the server has not worked off its runs within " + WORK_LIMIT.toSeconds() + " s");
            }
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
            ServerMetrics metrics = metrics();
            boolean idle = metrics.sum("hookwright_runs_in_flight") + metrics.sum("hookwright_ledger_queue") == 0;
            idlePolls = idle ? idlePolls + 1 : 0;
            idleSince = idlePolls == 1 ? System.nanoTime() : idleSince;
            if (idlePolls == IDLE_POLLS && has("ready")) {
                idlePolls = 0;
            }
        }
        return (idleSince - began) / 1e9;
    }

    /** Checks that every run so far has succeeded. */
    void checkNoneFailed() throws InterruptedException {
        if (has("running") || has("waiting") || has("dead")) {
            throw new BenchFailed("a run failed, so that the figures would say nothing (run it again;"
                    + " if it stays so, report it)");
        }
    }

    /** How many events it has accepted, repeated ones not counted. */
    long accepted() throws InterruptedException {
        return (long) metrics().sum("hookwright_events_accepted_total");
    }

    /** What is left of the heap after a collection, in bytes. */
    double heapBytes() throws InterruptedException {
        bench.jcmd().collectGarbage(process);
        double least = Double.MAX_VALUE;
        for (int i = 0; i < HEAP_SAMPLES; i++) {
            least = Math.min(least, metrics().sum("jvm_memory_used_bytes", "area=\"heap\""));
        }
        return least;
    }

    @Override
    public void close() {
        bench.end(process);
    }

    private boolean has(String status) throws InterruptedException {
        String list = get("/api/v1/events?limit=1&status=" + status);
        try {
            return !ChildLoop.MAPPER.readTree(list).get("items").isEmpty();
        } catch (JsonProcessingException e) {
            throw new BenchFailed("the admin API answered something that is not JSON: " + list);
        }
    }

    private ServerMetrics metrics() throws InterruptedException {
        return new ServerMetrics(get("/observe/metrics"));
    }

    private String get(String path) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(admin + path))
                    .timeout(ANSWER_LIMIT)
                    .header(
                            "Authorization",
                            "Bearer "
                                    + Files.readString(data.resolve("admin-token"))
                                            .strip())
                    .build();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new BenchFailed("the admin API answered " + answer.statusCode() + " to " + path);
            }
            return answer.body();
        } catch (IOException e) {
            throw new BenchFailed("the server's admin API does not answer: " + e.getMessage());
        }
    }
}
