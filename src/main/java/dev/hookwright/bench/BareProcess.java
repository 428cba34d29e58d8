package dev.hookwright.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** A {@link BareServer} in a process of its own. */
final class BareProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Workbench bench;
    private final ChildProcess process;
    private final int port;
    private final double readySeconds;

    private BareProcess(Workbench bench, ChildProcess process, int port, double readySeconds) {
        this.bench = bench;
        this.process = process;
        this.port = port;
        this.readySeconds = readySeconds;
    }

    /** @param status of its answers */
    static BareProcess start(Workbench bench, int status) throws InterruptedException {
        long began = System.nanoTime();
        ChildProcess process =
                bench.start("the bare server", bench.java().mainClass(BareServer.class, String.valueOf(status)));
        JsonNode ready = process.answer(LIMIT);
        double seconds = (System.nanoTime() - began) / 1e9;
        return new BareProcess(bench, process, ready.get("port").asInt(), seconds);
    }

    int port() {
        return port;
    }

    ChildProcess process() {
        return process;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    double readySeconds() {
        return readySeconds;
    }

    /** How many requests it has had. */
    long requests() throws InterruptedException {
        return process.ask(ChildLoop.MAPPER.createObjectNode(), LIMIT)
                .get("requests")
                .asLong();
    }

    /** What is left of its heap after a collection, in bytes. */
    double heapBytes() throws InterruptedException {
        return process.ask(ChildLoop.MAPPER.createObjectNode().put("heap", true), LIMIT)
                .get("heapBytes")
                .asDouble();
    }

    @Override
    public void close() {
        bench.end(process);
    }
}
