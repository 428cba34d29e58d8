package dev.hookwright.dispatch;

import dev.hookwright.ledger.Run;
import dev.hookwright.retry.FailureClass;
import dev.hookwright.retry.RetrySchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decides where a run stands after a drive. Pure. */
final class NextAttempt {
    private NextAttempt() {}

    static Run after(Run run, RunEnd end, RetrySchedule schedule, Instant now) {
        if (end instanceof RunEnd.Succeeded) {
            return run.succeeded(now);
        }
        if (!(end instanceof RunEnd.Failed failed)) {
            return run.handedBack();
        }
        Instant notBefore = failed.notBefore();
        if (!failed.called() && notBefore != null) {
            return run.postponedUntil(spread(run, now, notBefore), failed.error());
        }
        Optional<Duration> delay = failed.failureClass() == FailureClass.PERMANENT
                ? Optional.empty()
                : schedule.delayAfter(run.failures() + 1);
        if (delay.isEmpty()) {
            return run.dead(failed.error(), now);
        }
        Instant next = now.plus(delay.get());
        return run.failedUntil(notBefore != null && notBefore.isAfter(next) ? notBefore : next, failed.error());
    }

    /** Up to a tenth later, so that what waits for one target does not come all at once; for one run always the same. */
    private static Instant spread(Run run, Instant now, Instant notBefore) {
        long most = Math.max(1_000, Duration.between(now, notBefore).toMillis() / 10);
        long share = Math.floorMod(run.id().getLeastSignificantBits(), 1_000L);
        return notBefore.plusMillis(most * share / 1_000);
    }
}
