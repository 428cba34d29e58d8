package dev.hookwright.intake;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts what came in since the start. */
public final class IntakeStatistics {
    private static final long TELL_AGAIN = TimeUnit.SECONDS.toNanos(10);

    private final AtomicLong toldAt = new AtomicLong(System.nanoTime() - TELL_AGAIN);
    private final LongAdder accepted = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder handshakes = new LongAdder();
    private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();

    /** Whether to write a line about what happens again and again: true at most every ten seconds. */
    boolean isTimeToTell() {
        long now = System.nanoTime();
        long last = toldAt.get();
        return now - last > TELL_AGAIN && toldAt.compareAndSet(last, now);
    }

    void accepted(boolean duplicate) {
        (duplicate ? duplicates : accepted).increment();
    }

    void handshake() {
        handshakes.increment();
    }

    void refused(RefusalCode code) {
        refused.computeIfAbsent(code.word(), word -> new LongAdder()).increment();
    }

    public long accepted() {
        return accepted.sum();
    }

    public long duplicates() {
        return duplicates.sum();
    }

    public long handshakes() {
        return handshakes.sum();
    }

    /** By the code of the answer. */
    public Map<String, Long> refused() {
        Map<String, Long> counts = new TreeMap<>();
        refused.forEach((code, count) -> counts.put(code, count.sum()));
        return counts;
    }
}
