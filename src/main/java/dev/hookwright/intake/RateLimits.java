package dev.hookwright.intake;

import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.endpoint.Rate;
import dev.hookwright.retry.TokenBucket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Holds endpoints to their rates, each node by itself. Safe for many threads. */
final class RateLimits {
    private final LongSupplier nanoTime;
    private final Map<String, Limit> limits = new ConcurrentHashMap<>();

    RateLimits(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** What an endpoint may still accept, at the rate that it had when this was made. */
    private record Limit(Rate rate, TokenBucket bucket) {
        static Limit of(Rate rate, long now) {
            return new Limit(rate, new TokenBucket(rate.count(), rate.count(), rate.period(), now));
        }

        long take(long now) {
            if (bucket.take(1, now)) {
                return 0;
            }
            return Math.max(1, bucket.until(1, now).plusNanos(999_999_999).toSeconds());
        }
    }

    /** After how many seconds to come again; 0 if one more is accepted now. */
    long take(Endpoint endpoint) {
        Rate rate = endpoint.limits().rate();
        if (rate == null) {
            return 0;
        }
        long now = nanoTime.getAsLong();
        return limits.compute(
                        endpoint.name(),
                        (name, known) -> known != null && known.rate.equals(rate) ? known : Limit.of(rate, now))
                .take(now);
    }
}
