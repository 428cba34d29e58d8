package dev.hookwright.retry;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The durable retry schedule of a route: how long to wait after the first, second, ... failed attempt of a run.
 *
 * @param delays each zero or more; none at all means that a failed run is dead at once
 */
public record RetrySchedule(List<Duration> delays) {
    public static final RetrySchedule DEFAULT = new RetrySchedule(List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(8),
            Duration.ofHours(24)));

    public RetrySchedule {
        delays = List.copyOf(delays);
    }

    /**
     * How long to wait before the next attempt.
     *
     * @param failedAttempts how many attempts of the run have failed by now, one or more
     * @return nothing when the schedule is spent
     */
    public Optional<Duration> delayAfter(int failedAttempts) {
        int index = failedAttempts - 1;
        return index < delays.size() ? Optional.of(delays.get(index)) : Optional.empty();
    }
}
