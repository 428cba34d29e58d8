package dev.hookwright.bench;

import dev.hookwright.config.Workspace;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How many flows of three calls a second are done, recorded step by step, beside the same route in plain Camel. */
final class FlowBench {
    private static final int CALLS = 3;
    private static final int FIRST_BATCH = 100;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final BenchTools tools;
    private final BareProcess sink;
    private final MeasuredServer server;
    private final ChildProcess plain;

    private FlowBench(BenchTools tools, BareProcess sink, MeasuredServer server, ChildProcess plain) {
        this.tools = tools;
        this.sink = sink;
        this.server = server;
        this.plain = plain;
    }

    /**
     * What the measurement gave.
     *
     * @param heapBytes of the server after its load
     */
    record Outcome(Figure figure, double heapBytes) {}

    /** Drives so many flows and gives the seconds from the first to the last. */
    private interface Drive {
        double seconds(long flows) throws InterruptedException;
    }

    static Outcome measure(BenchTools tools) throws InterruptedException {
        Workbench bench = tools.bench();
        try (BareProcess sink = BareProcess.start(bench, 200)) {
            Workspace workspace = BenchWorkspace.write(bench.newFolder("flows"), "flows", sink.url());
            try (MeasuredServer server = MeasuredServer.start(bench, workspace)) {
                ChildProcess plain = bench.start(
                        "plain Camel",
                        bench.java()
                                .mainClass(PlainFlows.class, workspace.root().toString()));
                plain.answer(LIMIT);
                return new FlowBench(tools, sink, server, plain).measure();
            }
        }
    }

    private Outcome measure() throws InterruptedException {
        tools.say("flows: warming up");
        long plainFlows = flowsOfATurn(this::plain);
        long durableFlows = flowsOfATurn(this::durable);
        tools.say("flows: three calls each");
        double plainSeconds = 0;
        double seconds = 0;
        for (int turn = 0; turn < BenchTools.TURNS; turn++) {
            plainSeconds += plain(plainFlows);
            seconds += durable(durableFlows);
        }
        server.checkNoneFailed();
        Figure perSecond = Figure.of(
                "flowsPerSecond",
                "durable flows of 3 calls",
                "/s",
                BenchTools.TURNS * durableFlows / seconds,
                BenchTools.TURNS * plainFlows / plainSeconds,
                "plain Camel");
        return new Outcome(
                perSecond.withGoals(perSecond.atLeast(1_500), perSecond.ratioAtLeast(0.60)), server.heapBytes());
    }

    /** Warms up, and finds how many flows last for a turn. */
    private long flowsOfATurn(Drive drive) throws InterruptedException {
        double perSecond = WarmUp.run(tools.options().warmUpSeconds(), (seconds, before) -> {
            long flows = Math.max(FIRST_BATCH, (long) (before * seconds));
            return flows / drive.seconds(flows);
        });
        return Math.max(FIRST_BATCH, (long) (perSecond * tools.turnSeconds()));
    }

    private double plain(long flows) throws InterruptedException {
        return plain.ask(ChildLoop.MAPPER.createObjectNode().put("flows", flows), LIMIT)
                .get("seconds")
                .asDouble();
    }

    /** From the first post until the last run is recorded as done. */
    private double durable(long flows) throws InterruptedException {
        long target = sink.requests() + CALLS * flows;
        long began = System.nanoTime();
        tools.send(LoadPlan.counted(server.port(), tools.options().connections(), flows));
        long calls = sink.requests();
        while (calls < target) {
            if (System.nanoTime() - began > LIMIT.toNanos()) {
                throw new BenchFailed(
                        "only " + calls + " of " + target + " calls were made within " + LIMIT.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(5);
            calls = sink.requests();
        }
        double called = (System.nanoTime() - began) / 1e9;
        double seconds = called + server.awaitWorkedOff();
        if (sink.requests() != target) {
            throw new BenchFailed((sink.requests() - target) + " calls were made more than once");
        }
        return seconds;
    }
}
