package dev.hookwright.intake;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What came to one endpoint since the start, or to none that there is. */
public final class EndpointCounts {
    private final LongAdder received = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder handshakes = new LongAdder();
    /** One for each code, from the start: it is only read by many threads. */
    private final Map<RefusalCode, LongAdder> refused = new EnumMap<>(RefusalCode.class);

    EndpointCounts() {
        for (RefusalCode code : RefusalCode.values()) {
            refused.put(code, new LongAdder());
        }
    }

    void request() {
        received.increment();
    }

    void event(boolean duplicate) {
        (duplicate ? duplicates : accepted).increment();
    }

    void handshake() {
        handshakes.increment();
    }

    void refusal(RefusalCode code) {
        counter(code).increment();
    }

    /** Requests, whatever became of them. */
    public long received() {
        return received.sum();
    }

    /** Events that are new. */
    public long accepted() {
        return accepted.sum();
    }

    /** Events that were there before. */
    public long duplicates() {
        return duplicates.sum();
    }

    public long handshakes() {
        return handshakes.sum();
    }

    /** Requests that were refused so. */
    public long refused(RefusalCode code) {
        return counter(code).sum();
    }

    /** Requests that were refused. */
    long refused() {
        return refused.values().stream().mapToLong(LongAdder::sum).sum();
    }

    private LongAdder counter(RefusalCode code) {
        return requireNonNull(refused.get(code));
    }
}
