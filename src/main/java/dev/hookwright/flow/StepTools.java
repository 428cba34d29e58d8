package dev.hookwright.flow;

import dev.hookwright.ledger.Ledger;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What every step needs.
 *
 * @param ledger asked when a run is driven, not before
 */
record StepTools(Supplier<Ledger> ledger, FailureReader failures, TargetHealth health, InstantSource clock) {
    StepTools(Supplier<Ledger> ledger, FailureReader failures, InstantSource clock) {
        this(ledger, failures, new TargetHealth(ledger, clock), clock);
    }
}
