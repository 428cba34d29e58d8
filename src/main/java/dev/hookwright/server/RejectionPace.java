package dev.hookwright.server;

import dev.hookwright.ledger.Rejection;
import dev.hookwright.retry.TokenBucket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * How fast refused requests are kept, for each endpoint: anyone can send them, and they are not to wear out the disk, or
 * push out too soon what an operator wants to see. Safe for many threads.
 */
final class RejectionPace {
    private static final double PER_SECOND = 100;
    private static final double AT_ONCE = 2_000;
    private static final double BYTES_PER_SECOND = 2 << 20;
    private static final double BYTES_AT_ONCE = 16 << 20;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private final Map<String, Buckets> buckets = new ConcurrentHashMap<>();
    private final LongAdder notKept = new LongAdder();

    RejectionPace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** What may still be kept of one endpoint's. */
    private record Buckets(TokenBucket rejections, TokenBucket bytes) {
        static Buckets full(long now) {
            return new Buckets(
                    new TokenBucket(AT_ONCE, PER_SECOND, SECOND, now),
                    new TokenBucket(BYTES_AT_ONCE, BYTES_PER_SECOND, SECOND, now));
        }
    }

    /** The rejection as it is to be kept: whole, without its body, or not at all. */
    Optional<Rejection> toKeep(Rejection rejection) {
        long now = nanoTime.getAsLong();
        Buckets left = buckets.computeIfAbsent(rejection.endpoint(), name -> Buckets.full(now));
        if (!left.rejections().take(1, now)) {
            notKept.increment();
            return Optional.empty();
        }
        return Optional.of(left.bytes().take(rejection.body().length, now) ? rejection : rejection.withoutBody());
    }

    /** How many were not kept at all. */
    long notKept() {
        return notKept.sum();
    }
}
