package dev.hookwright.retry;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps calls from a target that fails persistently: it opens after {@value #FAILURES} failures in a row over
 * {@link #PERSISTENT} or longer, then lets one call through every now and then, and closes as soon as one succeeds.
 */
public final class CircuitBreaker {
    static final int FAILURES = 10;
    static final Duration PERSISTENT = Duration.ofSeconds(10);
    private static final Duration FIRST_REST = Duration.ofSeconds(5);
    private static final Duration LONGEST_REST = Duration.ofMinutes(1);
    /** A trial that nobody heard of again does not keep the others waiting for ever. */
    private static final Duration LONGEST_TRIAL = Duration.ofMinutes(2);

    private int failures;
    private @Nullable Instant firstFailure;
    private Duration rest = FIRST_REST;
    private @Nullable Instant openUntil;
    private @Nullable Instant trialSince;

    /** Whether to call now. Where it says so although it is open, that call is the trial. */
    public synchronized boolean mayCall(Instant now) {
        Instant until = openUntil;
        if (until == null) {
            return true;
        }
        Instant trial = trialSince;
        if (now.isBefore(until) || (trial != null && now.isBefore(trial.plus(LONGEST_TRIAL)))) {
            return false;
        }
        trialSince = now;
        return true;
    }

    /** When the next trial is due; null while it is closed. */
    public synchronized @Nullable Instant openUntil() {
        return openUntil;
    }

    /** A call succeeded. True if that closed it. */
    public synchronized boolean succeeded() {
        boolean wasOpen = openUntil != null;
        failures = 0;
        firstFailure = null;
        openUntil = null;
        trialSince = null;
        rest = FIRST_REST;
        return wasOpen;
    }

    /** A call failed in a way that may mend. True if that opened it. */
    public synchronized boolean failed(Instant now) {
        if (openUntil != null) {
            if (trialSince != null) {
                Duration twice = rest.multipliedBy(2);
                rest = twice.compareTo(LONGEST_REST) < 0 ? twice : LONGEST_REST;
                openUntil = now.plus(rest);
                trialSince = null;
            }
            return false;
        }
        Instant first = firstFailure;
        if (first == null) {
            first = now;
            firstFailure = now;
        }
        failures++;
        if (failures < FAILURES || now.isBefore(first.plus(PERSISTENT))) {
            return false;
        }
        openUntil = now.plus(rest);
        return true;
    }
}
