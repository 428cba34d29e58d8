package dev.hookwright.retry;

import java.time.Duration;

/** So many of something at once, then so many in each period: what may still be taken fills up as time goes. */
public final class TokenBucket {
    private final double capacity;
    private final double perPeriod;
    private final double periodNanos;
    private double left;
    private long at;

    /**
     * A bucket that is full.
     *
     * @param perPeriod how many come back in a period
     * @param now in nanoseconds, from wherever the caller counts
     */
    public TokenBucket(double capacity, double perPeriod, Duration period, long now) {
        this.capacity = capacity;
        this.perPeriod = perPeriod;
        this.periodNanos = period.toNanos();
        this.left = capacity;
        this.at = now;
    }

    /** Whether so many were there; they are taken if so. */
    public synchronized boolean take(double wanted, long now) {
        refill(now);
        if (left < wanted) {
            return false;
        }
        left -= wanted;
        return true;
    }

    /** How long until so many are there; zero if they are there now. */
    public synchronized Duration until(double wanted, long now) {
        refill(now);
        return left >= wanted
                ? Duration.ZERO
                : Duration.ofNanos((long) Math.ceil((wanted - left) * periodNanos / perPeriod));
    }

    private void refill(long now) {
        left = Math.min(capacity, left + Math.max(0, now - at) * perPeriod / periodNanos);
        at = now;
    }
}
