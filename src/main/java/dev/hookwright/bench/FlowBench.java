package dev.hookwright.bench;

import dev.hookwright.config.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How many flows of three calls a second are done, recorded step by step, beside the same route in plain Camel. */
final class FlowBench {
    private static final String AGAINST = "plain Camel";
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
    record Outcome(List<Figure> figures, double heapBytes) {}

    /**
     * What some flows took.
     *
     * @param seconds from the first to the last
     * @param processorSeconds of the process that drove them
     */
    private record Took(long flows, double seconds, double processorSeconds) {
        static final Took NOTHING = new Took(0, 0, 0);

        Took plus(Took other) {
            return new Took(flows + other.flows, seconds + other.seconds, processorSeconds + other.processorSeconds);
        }

        double perSecond() {
            return flows / seconds;
        }

        double processorMicros() {
            return processorSeconds / flows * 1e6;
        }
    }

    /** Drives so many flows. */
    private interface Drive {
        Took drive(long flows) throws InterruptedException;
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
        long plainFlows = flowsOfATurn(plain, this::plain);
        long durableFlows = flowsOfATurn(server.process(), this::durable);
        tools.say("flows: three calls each");
        Took plain = Took.NOTHING;
        Took durable = Took.NOTHING;
        for (int turn = 0; turn < BenchTools.TURNS; turn++) {
            plain = plain.plus(plain(plainFlows));
            durable = durable.plus(durable(durableFlows));
        }
        server.checkNoneFailed();
        Figure perSecond = Figure.of(
                "flowsPerSecond", "durable flows of 3 calls", "/s", durable.perSecond(), plain.perSecond(), AGAINST);
        Figure processor = Figure.of(
                "flowProcessorMicros",
                "processor time a flow",
                " us",
                durable.processorMicros(),
                plain.processorMicros(),
                AGAINST);
        return new Outcome(
                List.of(perSecond.withGoals(perSecond.atLeast(1_500), perSecond.ratioAtLeast(0.60)), processor),
                server.heapBytes());
    }

    /** Warms up, and finds how many flows last for a turn. */
    private long flowsOfATurn(ChildProcess driven, Drive drive) throws InterruptedException {
        double perSecond = WarmUp.run(tools.options().warmUpSeconds(), tools.compilersOf(driven), (seconds, before) -> {
            long flows = Math.max(FIRST_BATCH, (long) (before * seconds));
            return drive.drive(flows).perSecond();
        });
        return Math.max(FIRST_BATCH, (long) (perSecond * tools.turnSeconds()));
    }

    private Took plain(long flows) throws InterruptedException {
        double processor = plain.processorSeconds();
        double seconds = plain.ask(ChildLoop.MAPPER.createObjectNode().put("flows", flows), LIMIT)
                .get("seconds")
                .asDouble();
        return new Took(flows, seconds, plain.processorSeconds() - processor);
    }

    /** From the first post until the last run is recorded as done. */
    private Took durable(long flows) throws InterruptedException {
        double processor = server.process().processorSeconds();
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
        processor = server.process().processorSeconds() - processor;
        double seconds = called + server.awaitWorkedOff();
        if (sink.requests() != target) {
            throw new BenchFailed((sink.requests() - target) + " calls were made more than once");
        }
        return new Took(flows, seconds, processor);
    }
}
