package dev.hookwright.intake;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what came in since the start. */
public final class IntakeStatistics {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder handshakes = new LongAdder();
    private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();

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
