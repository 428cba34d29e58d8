package dev.hookwright.ledger;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the writer does, and knows for how long it has been at it. */
final class WriterMeter {
    private static final long IDLE = 0;

    private final LongAdder batches = new LongAdder();
    private final LongAdder changes = new LongAdder();
    private volatile CommitWatch watch = (size, nanos) -> {};
    private volatile long beganAt = IDLE;

    void watch(CommitWatch newWatch) {
        watch = newWatch;
    }

    void began() {
        beganAt = now();
    }

    void committed(int size) {
        long now = now();
        batches.increment();
        changes.add(size);
        watch.committed(size, now - beganAt);
        beganAt = now;
    }

    void ended() {
        beganAt = IDLE;
    }

    long batches() {
        return batches.sum();
    }

    long changes() {
        return changes.sum();
    }

    /** For how long the transaction that is open now has been. */
    Duration writing() {
        long began = beganAt;
        return began == IDLE ? Duration.ZERO : Duration.ofNanos(Math.max(0, now() - began));
    }

    private static long now() {
        long now = System.nanoTime();
        return now == IDLE ? 1 : now;
    }
}
