package dev.hookwright.bench;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * What every part of a run needs.
 *
 * @param load the process of the {@link LoadGenerator}
 * @param progress told what is being measured
 */
record BenchTools(BenchOptions options, Workbench bench, ChildProcess load, Consumer<String> progress) {
    private static final Duration LOAD_LIMIT = Duration.ofMinutes(5);
    /** Product and baseline take turns, so that a machine that gets slower or faster does so for both. */
    static final int TURNS = 2;

    double turnSeconds() {
        return options.seconds() / TURNS;
    }

    /** What a warm-up of that process waits for. */
    WarmUp.CompilerClock compilersOf(ChildProcess process) {
        return options.isGlance()
                ? WarmUp.CompilerClock.NONE
                : () -> bench.jcmd().compilerSeconds(process);
    }

    void say(String line) {
        progress.accept(line);
    }

    /** Has the load sent. Any answer outside the 200s is a failure: what was not accepted must not count. */
    LoadResult send(LoadPlan plan) throws InterruptedException {
        LoadResult result = LoadResult.fromJson(load.ask(ChildLoop.MAPPER.valueToTree(plan), LOAD_LIMIT));
        if (result.errors() > 0) {
            throw new BenchFailed(result.errors() + " of " + result.count() + " requests were refused, the first with "
                    + result.firstError());
        }
        return result;
    }
}
