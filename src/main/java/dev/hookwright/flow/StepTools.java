package dev.hookwright.flow;

import dev.hookwright.config.Redactor;
import dev.hookwright.ledger.Ledger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
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
    /** A run's calls block, and may hang: of the threads that all share, a few such would hold up every other. */
    private static final ExecutorService RESTED = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "run-after-rest");
        thread.setDaemon(true);
        return thread;
    });

    StepTools(
            Supplier<Ledger> ledger,
            FailureReader failures,
            InstantSource clock,
            @Nullable Redactor redactor,
            @Nullable Outside outside) {
        this(ledger, failures, new TargetHealth(ledger, clock), clock, redactor, outside);
    }

    /** Goes on when a rest is over. */
    void afterRest(Duration rest, Runnable call) {
        CompletableFuture.delayedExecutor(rest.toMillis() + 1, TimeUnit.MILLISECONDS, RESTED)
                .execute(call);
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
