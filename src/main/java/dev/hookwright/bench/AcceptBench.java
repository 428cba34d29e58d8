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
    private long sent;

    private AcceptBench(BenchTools tools, BareProcess bare, MeasuredServer server) {
        this.tools = tools;
        this.bare = bare;
        this.server = server;
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
        int connections = tools.options().connections();
        tools.say("accepts: warming up");
        double warmUp = tools.options().warmUpSeconds();
        WarmUp.run(
                warmUp,
                (seconds, before) -> tools.send(LoadPlan.closedLoop(bare.port(), connections, seconds))
                        .perSecond());
        WarmUp.run(
                warmUp,
                (seconds, before) -> post(LoadPlan.closedLoop(server.port(), connections, seconds))
                        .perSecond());
        server.awaitWorkedOff();

        tools.say("accepts: as many as go, " + connections + " connections");
        LoadPlan bareLoad = LoadPlan.closedLoop(bare.port(), connections, tools.turnSeconds());
        LoadPlan load = LoadPlan.closedLoop(server.port(), connections, tools.turnSeconds());
        LoadResult bareAccepts = tools.send(bareLoad);
        LoadResult accepts = post(load);
        double workedOff = server.awaitWorkedOff();
        for (int turn = 1; turn < BenchTools.TURNS; turn++) {
            bareAccepts = bareAccepts.plus(tools.send(bareLoad));
            accepts = accepts.plus(post(load));
            workedOff += server.awaitWorkedOff();
        }

        tools.say("accepts: " + STEADY_RATE + " a second");
        LoadPlan bareSteady = LoadPlan.openLoop(bare.port(), connections, tools.turnSeconds(), STEADY_RATE);
        LoadPlan steady = LoadPlan.openLoop(server.port(), connections, tools.turnSeconds(), STEADY_RATE);
        LoadResult bareLatency = tools.send(bareSteady);
        LoadResult latency = post(steady);
        for (int turn = 1; turn < BenchTools.TURNS; turn++) {
            bareLatency = bareLatency.plus(tools.send(bareSteady));
            latency = latency.plus(post(steady));
        }
        server.awaitWorkedOff();
        checkAccepted();
        server.checkNoneFailed();
        return new Outcome(
                figures(bareAccepts, accepts, workedOff, bareLatency, latency), server.heapBytes(), bare.heapBytes());
    }

    private LoadResult post(LoadPlan plan) throws InterruptedException {
        LoadResult result = tools.send(plan);
        sent += result.count();
        return result;
    }

    /** A duplicate is answered in the 200s as well, but costs less. */
    private void checkAccepted() throws InterruptedException {
        long accepted = server.accepted();
        if (accepted != sent) {
            throw new BenchFailed("the server has accepted " + accepted + " events of the " + sent + " sent");
        }
    }

    private static List<Figure> figures(
            LoadResult bareAccepts, LoadResult accepts, double workedOff, LoadResult bareLatency, LoadResult latency) {
        Figure perSecond = Figure.of(
                "acceptsPerSecond", "durable accepts", "/s", accepts.perSecond(), bareAccepts.perSecond(), AGAINST);
        Figure p99 = latency("latencyP99Millis", 99, latency, bareLatency);
        return List.of(
                perSecond.withGoals(perSecond.atLeast(12_000), perSecond.ratioAtLeast(0.20)),
                Figure.of("workedOffSeconds", "until their runs are done", " s", workedOff, null, ""),
                latency("latencyP50Millis", 50, latency, bareLatency),
                p99.withGoals(p99.under(10)));
    }

    private static Figure latency(String key, int percentile, LoadResult latency, LoadResult bareLatency) {
        return Figure.of(
                key,
                "accept at 1,000/s, p" + percentile,
                " ms",
                latency.millis(percentile),
                bareLatency.millis(percentile),
                AGAINST);
    }
}
