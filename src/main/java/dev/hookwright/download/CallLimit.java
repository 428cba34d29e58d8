package dev.hookwright.download;

import dev.hookwright.retry.TokenBucket;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** How often each provider may be called: a few times at once, then one call every few seconds. Not for many threads. */
final class CallLimit {
    static final int AT_ONCE = 10;
    static final Duration ONE_EVERY = Duration.ofSeconds(6);

    private final Map<String, TokenBucket> calls = new HashMap<>();

    /** Whether a call may be made now; counts it if so. */
    boolean take(String provider, Instant now) {
        long nanos = ChronoUnit.NANOS.between(Instant.EPOCH, now);
        return calls.computeIfAbsent(provider, name -> new TokenBucket(AT_ONCE, 1, ONE_EVERY, nanos))
                .take(1, nanos);
    }
}
