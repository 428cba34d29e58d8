package dev.hookwright.flow;

import dev.hookwright.config.Redactor;
import dev.hookwright.ledger.Ledger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What every step needs.
 *
 * @param ledger asked when a run is driven, not before
 * @param redactor takes secrets out of what is recorded of requests; null where these are not recorded
 * @param outside stands in for what is called; null where the calls are real
 */
record StepTools(
        Supplier<Ledger> ledger,
        FailureReader failures,
        TargetHealth health,
        InstantSource clock,
        @Nullable Redactor redactor,
        @Nullable Outside outside) {
    StepTools(
            Supplier<Ledger> ledger,
            FailureReader failures,
            InstantSource clock,
            @Nullable Redactor redactor,
            @Nullable Outside outside) {
        this(ledger, failures, new TargetHealth(ledger, clock), clock, redactor, outside);
    }

    /** Whether the time that would be waited has passed without a wait. */
    boolean passesAtOnce(Duration wait) {
        if (outside == null) {
            return false;
        }
        outside.pass(wait);
        return true;
    }
}
