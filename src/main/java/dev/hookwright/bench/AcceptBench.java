package dev.hookwright.bench;

import dev.hookwright.config.Workspace;
import java.util.List;

/** How many events a second are accepted, how long a sender waits, and what that leaves on the heap. */
final class AcceptBench {
    private static final int STEADY_RATE = 1_000;
    private static final String AGAINST = "bare HTTP";

    private final BenchTools tools;
    private final BareProcess bare;
    private final MeasuredServer server;
    private final Side bareSide;
    private final Side side;
    private double workedOff;

    private AcceptBench(BenchTools tools, BareProcess bare, MeasuredServer server) {
        this.tools = tools;
        this.bare = bare;
        this.server = server;
        this.bareSide = new Side(bare.port(), bare.process());
        this.side = new Side(server.port(), server.process());
    }

    /** One of the two that are compared. */
    private final class Side {
        private final int port;
        private final ChildProcess process;
        private LoadResult accepts = LoadResult.none();
        private LoadResult steady = LoadResult.none();
        private double processorSeconds;
        private long sent;

        Side(int port, ChildProcess process) {
            this.port = port;
            this.process = process;
        }

        void warmUp() throws InterruptedException {
            WarmUp.run(
                    tools.options().warmUpSeconds(),
                    tools.compilersOf(process),
                    (seconds, before) -> send(LoadPlan.closedLoop(port, connections(), seconds))
                            .perSecond());
        }

        void asManyAsGo() throws InterruptedException {
            double before = process.processorSeconds();
            accepts = accepts.plus(send(LoadPlan.closedLoop(port, connections(), tools.turnSeconds())));
            processorSeconds += process.processorSeconds() - before;
        }

        void atSteadyRate() throws InterruptedException {
            steady = steady.plus(send(LoadPlan.openLoop(port, connections(), tools.turnSeconds(), STEADY_RATE)));
        }

        double processorMicros() {
            return processorSeconds / accepts.count() * 1e6;
        }

        private LoadResult send(LoadPlan plan) throws InterruptedException {
            LoadResult result = tools.send(plan);
            sent += result.count();
            return result;
        }

        private int connections() {
            return tools.options().connections();
        }
    }

    /**
     * What the measurement gave.
     *
     * @param heapBytes of the server after its load
     * @param bareHeapBytes of the bare server after the same
     */
    record Outcome(List<Figure> figures, double heapBytes, double bareHeapBytes) {}

    static Outcome measure(BenchTools tools) throws InterruptedException {
        Workspace workspace = BenchWorkspace.write(tools.bench().newFolder("accepts"), "accepts", "");
        try (BareProcess bare = BareProcess.start(tools.bench(), 202);
                MeasuredServer server = MeasuredServer.start(tools.bench(), workspace)) {
            return new AcceptBench(tools, bare, server).measure();
        }
    }

    private Outcome measure() throws InterruptedException {
        tools.say("accepts: warming up");
        bareSide.warmUp();
        side.warmUp();
        server.awaitWorkedOff();
        // To be asked how far it is, the server loads classes for which much of what was compiled is compiled anew.
        side.warmUp();
        server.awaitWorkedOff();
        tools.say("accepts: as many as go, " + tools.options().connections() + " connections");
        for (int turn = 0; turn < BenchTools.TURNS; turn++) {
            bareSide.asManyAsGo();
            side.asManyAsGo();
            workedOff += server.awaitWorkedOff();
        }
        tools.say("accepts: " + STEADY_RATE + " a second");
        for (int turn = 0; turn < BenchTools.TURNS; turn++) {
            bareSide.atSteadyRate();
            side.atSteadyRate();
        }
        server.awaitWorkedOff();
        checkAccepted();
        server.checkNoneFailed();
        return new Outcome(figures(), server.heapBytes(), bare.heapBytes());
    }

    /** A duplicate is answered in the 200s as well, but costs less. */
    private void checkAccepted() throws InterruptedException {
        long accepted = server.accepted();
        if (accepted != side.sent) {
            throw new BenchFailed("the server has accepted " + accepted + " events of the " + side.sent + " sent");
        }
    }

    private List<Figure> figures() {
        Figure perSecond = Figure.of(
                "acceptsPerSecond",
                "durable accepts",
                "/s",
                side.accepts.perSecond(),
                bareSide.accepts.perSecond(),
                AGAINST);
        Figure p99 = latency("latencyP99Millis", 99);
        return List.of(
                perSecond.withGoals(perSecond.atLeast(12_000), perSecond.ratioAtLeast(0.20)),
                Figure.of(
                        "acceptProcessorMicros",
                        "processor time an accept",
                        " us",
                        side.processorMicros(),
                        bareSide.processorMicros(),
                        AGAINST),
                Figure.of("workedOffSeconds", "until their runs are done", " s", workedOff, null, ""),
                latency("latencyP50Millis", 50),
                p99.withGoals(p99.under(10)));
    }

    private Figure latency(String key, int percentile) {
        return Figure.of(
                key,
                "accept at 1,000/s, p" + percentile,
                " ms",
                side.steady.millis(percentile),
                bareSide.steady.millis(percentile),
                AGAINST);
    }
}
