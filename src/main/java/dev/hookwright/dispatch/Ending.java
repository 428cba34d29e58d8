package dev.hookwright.dispatch;

import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.Run;
import dev.hookwright.ledger.RunStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;

/** What becomes of a run after a drive, and what has to be told and given up with it. */
record Ending(Ledger ledger, Function<String, RoutePolicy> policies, RunWatch watch, InstantSource clock) {
    /** The run as it stands now; not written yet. */
    Run of(Run run, RunEnd end) {
        if (end instanceof RunEnd.Through through) {
            return of(run.through(through.version()), through.end());
        }
        Instant at = clock.instant();
        Run now = NextAttempt.after(run, end, policies.apply(run.route()).retry(), at);
        if (!ledger.cancels().mayHave(run)) {
            RunLog.ended(now, at);
            watch.ended(now, end);
        }
        if (now.status() == RunStatus.DEAD && end instanceof RunEnd.Failed failed) {
            for (String claim : failed.claims()) {
                var unused = ledger.claims().release(claim, run.eventId(), run.route());
            }
        }
        return now;
    }
}
