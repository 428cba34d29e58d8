package dev.hookwright.dispatch;

import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Run;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A run that waits for its turn.
 *
 * @param event there when it was just accepted: nothing can have been done for the run yet; null if the run comes from
 *     the ledger
 */
record QueuedRun(Run run, @Nullable Event event) {
    /** One that was at work when its process died, more than once. */
    boolean isSuspect() {
        return run.starts() > 1;
    }

    /** How long its process must have lived before such a one is begun. */
    Duration quarantine() {
        return Duration.ofSeconds(1L << Math.min(run.starts() - 1, 6));
    }

    int bytes() {
        return event == null ? 0 : event.body().length;
    }
}
