package dev.hookwright.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * By which what is old is deleted. It goes no faster than time does: where a machine's clock jumps ahead, nothing is
 * forgotten or deleted before its time, at the price of keeping it longer until the next start.
 */
final class DeletionClock implements InstantSource {
    private static final Logger LOG = LoggerFactory.getLogger(DeletionClock.class);
    /** What a clock may be put right by without a word. */
    private static final Duration SLACK = Duration.ofMinutes(10);

    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Instant startedAt;
    private final long startedNanos;
    private boolean isAhead;

    /** @param nanoTime a clock that only moves forward, in nanoseconds */
    DeletionClock(InstantSource clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.startedAt = clock.instant();
        this.startedNanos = nanoTime.getAsLong();
    }

    /** A clock that is not the machine's may go as it likes. */
    static InstantSource of(InstantSource clock) {
        return clock.equals(MachineClock.MILLIS) ? new DeletionClock(clock, System::nanoTime) : clock;
    }

    @Override
    public synchronized Instant instant() {
        Instant now = clock.instant();
        Instant latest =
                startedAt.plusNanos(nanoTime.getAsLong() - startedNanos).plus(SLACK);
        boolean wasAhead = isAhead;
        isAhead = now.isAfter(latest);
        if (isAhead && !wasAhead) {
            LOG.warn(
                    "the clock has jumped ahead by {} minutes; what is old is deleted by the time before that, until the"
                            + " next start",
                    Duration.between(latest, now).plus(SLACK).toMinutes());
        }
        return isAhead ? latest : now;
    }
}
