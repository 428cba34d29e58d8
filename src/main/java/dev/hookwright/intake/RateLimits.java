package dev.hookwright.intake;

import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.endpoint.Rate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Holds endpoints to their rates, each node by itself. Safe for many threads. */
final class RateLimits {
    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    RateLimits(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** What may still be accepted at once; it fills as time goes. */
    private static final class Bucket {
        private final Rate rate;
        private double left;
        private long at;

        Bucket(Rate rate, long at) {
            this.rate = rate;
            this.left = rate.count();
            this.at = at;
        }

        synchronized long take(long now) {
            double perNano = rate.count() / (double) rate.period().toNanos();
            left = Math.min(rate.count(), left + (now - at) * perNano);
            at = now;
            if (left >= 1) {
                left--;
                return 0;
            }
            return Math.max(1, (long) Math.ceil((1 - left) / perNano / 1e9));
        }
    }

    /** After how many seconds to come again; 0 if one more is accepted now. */
    long take(Endpoint endpoint) {
        Rate rate = endpoint.limits().rate();
        if (rate == null) {
            return 0;
        }
        long now = nanoTime.getAsLong();
        return buckets.compute(
                        endpoint.name(),
                        (name, known) -> known != null && known.rate.equals(rate) ? known : new Bucket(rate, now))
                .take(now);
    }
}
