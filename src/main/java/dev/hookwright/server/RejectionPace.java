package dev.hookwright.server;

import dev.hookwright.ledger.Rejection;
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

    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final LongAdder notKept = new LongAdder();

    RejectionPace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** What is left to give out. */
    private static final class Bucket {
        private double rejections = AT_ONCE;
        private double bytes = BYTES_AT_ONCE;
        private long at;

        Bucket(long at) {
            this.at = at;
        }

        synchronized boolean take(long now, long wantedBytes) {
            refill(now);
            if (bytes < wantedBytes) {
                return false;
            }
            bytes -= wantedBytes;
            return true;
        }

        synchronized boolean takeOne(long now) {
            refill(now);
            if (rejections < 1) {
                return false;
            }
            rejections--;
            return true;
        }

        private void refill(long now) {
            double seconds = (now - at) / 1e9;
            rejections = Math.min(AT_ONCE, rejections + seconds * PER_SECOND);
            bytes = Math.min(BYTES_AT_ONCE, bytes + seconds * BYTES_PER_SECOND);
            at = now;
        }
    }

    /** The rejection as it is to be kept: whole, without its body, or not at all. */
    Optional<Rejection> toKeep(Rejection rejection) {
        long now = nanoTime.getAsLong();
        Bucket bucket = buckets.computeIfAbsent(rejection.endpoint(), name -> new Bucket(now));
        if (!bucket.takeOne(now)) {
            notKept.increment();
            return Optional.empty();
        }
        return Optional.of(bucket.take(now, rejection.body().length) ? rejection : rejection.withoutBody());
    }

    /** How many were not kept at all. */
    long notKept() {
        return notKept.sum();
    }
}
