package dev.hookwright.dispatch;

import dev.hookwright.retry.RetrySchedule;

/**
 * How the runs of a route are worked off.
 *
 * @param maxInFlight how many of them may be at work at once, one or more
 */
public record RoutePolicy(RetrySchedule retry, int maxInFlight) {
    public static final RoutePolicy DEFAULT = new RoutePolicy(RetrySchedule.DEFAULT, 64);

    /** Whether a run that failed so often before is dead if it fails now. */
    boolean isLastAfter(int failures) {
        return retry.delayAfter(failures + 1).isEmpty();
    }
}
