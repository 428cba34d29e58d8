package dev.hookwright.dispatch;

import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.Run;
import java.time.Duration;

/**
 * What operators want of runs that are on their way: routes that are paused, runs that were cancelled, targets that may be
 * called again.
 */
final class Steering {
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** Runs of resumed routes that are put back at a time; a few thousand take some ten milliseconds. */
    private static final int PORTION = 500;

    private static final int PORTIONS = 10;

    private final Ledger ledger;
    private final Runnable lookForRuns;
    private long lookedAt = System.nanoTime();

    /** @param lookForRuns called when runs were put back into the queue */
    Steering(Ledger ledger, Runnable lookForRuns) {
        this.ledger = ledger;
        this.lookForRuns = lookForRuns;
    }

    /** Learns what was asked for elsewhere. */
    void look() {
        ledger.pausedRoutes().look();
        ledger.cancels().look();
        ledger.targets().look();
    }

    /** Looks about once a second, and lets runs of resumed routes go on. */
    void lookNowAndThen() {
        if (System.nanoTime() - lookedAt < LOOK.toNanos()) {
            return;
        }
        lookedAt = System.nanoTime();
        look();
        if (!ledger.pausedRoutes().isLettingGo() || !ledger.isFirstNode()) {
            return;
        }
        int more = PORTION;
        for (int i = 0; i < PORTIONS && more >= PORTION; i++) {
            more = ledger.pausedRoutes().letGo(PORTION);
            if (more > 0) {
                lookForRuns.run();
            }
        }
    }

    /** Whether a run whose turn it is must not be begun; if its route is paused, it is put aside for later. */
    boolean keepsBack(Run run) {
        if (ledger.pausedRoutes().names().contains(run.route())) {
            var unused = ledger.pausedRoutes().hold(run).thenRun(lookForRuns);
            return true;
        }
        return ledger.cancels().have(run);
    }
}
