package dev.hookwright.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Measures one thing after another and gathers the figures. */
public final class Bench {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final double MEBIBYTE = 1 << 20;

    private Bench() {}

    /**
     * Runs it all. Takes a few minutes; leaves no process and no file behind.
     *
     * @param progress told in a line what is being measured
     * @throws BenchFailed if something could not be measured
     */
    public static BenchReport run(BenchOptions options, Consumer<String> progress) throws InterruptedException {
        JavaCommand java = JavaCommand.ofThisProgram();
        Machine machine = Machine.here(options.folder());
        if (machine.isInMemory()) {
            progress.accept(options.folder() + " is kept in memory, where a write to disk costs nothing"
                    + " (give a folder on a disk with --folder)");
        }
        if (machine.isBusy()) {
            progress.accept("this machine is busy already (load " + machine.shownLoad() + " on " + machine.processors()
                    + " processors), so it will measure less than it can");
        }
        try (Workbench bench = new Workbench(java, options.folder())) {
            ChildProcess load = bench.start("the load generator", bench.java().mainClass(LoadGenerator.class));
            load.answer(START_LIMIT);
            return new BenchReport(options, machine, figures(new BenchTools(options, bench, load, progress)));
        }
    }

    private static List<Figure> figures(BenchTools tools) throws InterruptedException {
        Figure ready = ReadyBench.measure(tools);
        AcceptBench.Outcome accepts = AcceptBench.measure(tools);
        FlowBench.Outcome flows = FlowBench.measure(tools);
        Figure heap = Figure.of(
                "heapMegabytes",
                "heap after all that",
                " MB",
                Math.max(accepts.heapBytes(), flows.heapBytes()) / MEBIBYTE,
                accepts.bareHeapBytes() / MEBIBYTE,
                "bare HTTP");
        List<Figure> all = new ArrayList<>(accepts.figures());
        all.addAll(flows.figures());
        all.add(heap.withGoals(heap.under(256)));
        all.add(ready);
        all.addAll(VerificationBench.measure(tools));
        return all;
    }
}
