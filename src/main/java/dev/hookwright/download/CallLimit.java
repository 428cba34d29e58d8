package dev.hookwright.download;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** How often each provider may be called: a few times at once, then one call every few seconds. Not for many threads. */
final class CallLimit {
    static final int AT_ONCE = 10;
    static final Duration ONE_EVERY = Duration.ofSeconds(6);

    /** By provider: when the last of the calls that were let through would have been due at an even pace. */
    private final Map<String, Instant> due = new HashMap<>();

    /** Whether a call may be made now; counts it if so. */
    boolean take(String provider, Instant now) {
        Instant earliest = now.minus(ONE_EVERY.multipliedBy(AT_ONCE - 1L));
        Instant last = due.getOrDefault(provider, Instant.MIN);
        Instant next = last.isBefore(earliest.minus(ONE_EVERY)) ? earliest : last.plus(ONE_EVERY);
        if (next.isAfter(now)) {
            return false;
        }
        due.put(provider, next);
        return true;
    }
}
