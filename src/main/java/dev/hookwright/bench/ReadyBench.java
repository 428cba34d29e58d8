package dev.hookwright.bench;

import dev.hookwright.config.Workspace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long it takes from the start of the process until it takes requests. */
final class ReadyBench {
    private static final int STARTS = 3;

    private ReadyBench() {}

    /** Each start is one with an empty data folder. */
    static Figure measure(BenchTools tools) throws InterruptedException {
        int starts = tools.options().isGlance() ? 1 : STARTS;
        tools.say("time to ready: starts: " + starts);
        Workspace workspace = BenchWorkspace.write(tools.bench().newFolder("ready"), "flows", "http://127.0.0.1:1");
        List<Double> seconds = new ArrayList<>();
        List<Double> bareSeconds = new ArrayList<>();
        for (int i = 0; i < starts; i++) {
            try (BareProcess bare = BareProcess.start(tools.bench(), 202)) {
                bareSeconds.add(bare.readySeconds());
            }
            try (MeasuredServer server = MeasuredServer.start(tools.bench(), workspace)) {
                seconds.add(server.readySeconds());
            }
        }
        Figure ready =
                Figure.of("readySeconds", "time to ready", " s", median(seconds), median(bareSeconds), "bare HTTP");
        return ready.withGoals(ready.under(2.5));
    }

    private static double median(List<Double> values) {
        Collections.sort(values);
        return values.get(values.size() / 2);
    }
}
