package dev.hookwright.dispatch;

import dev.hookwright.retry.Durations;
import dev.hookwright.retry.FailureClass;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Ends drives of which nothing was heard for too long, so that no run stays at work for ever. */
final class SilenceWatch {
    private final Duration longest;
    private final LongSupplier nanoTime;
    private final Set<Progress> atWork = ConcurrentHashMap.newKeySet();

    SilenceWatch(Duration longest, LongSupplier nanoTime) {
        this.longest = longest;
        this.nanoTime = nanoTime;
    }

    /** @param end told once how the drive ended */
    Progress begin(Consumer<RunEnd> end) {
        Progress progress = new Progress(nanoTime, end);
        atWork.add(progress);
        return progress;
    }

    /** To be called now and then. */
    void look() {
        atWork.removeIf(Progress::hasEnded);
        for (Progress progress : atWork) {
            if (progress.isSilentFor(longest.toNanos())) {
                progress.lost(new RunEnd.Failed(
                        FailureClass.RETRY,
                        "nothing was heard of the run for " + Durations.format(longest) + " " + progress.lastSign()
                                + ": it is given up (hookwright.silence-timeout says after how long)"));
            }
        }
    }

    /** Leaves every drive that is still at work where it is: the process ends. */
    void leaveAll() {
        atWork.forEach(progress -> progress.lost(new RunEnd.Abandoned()));
    }
}
