package dev.hookwright.intake;

import java.util.concurrent.atomic.LongAdder;

/** What came to one endpoint since the start, or to none that there is. */
public final class EndpointCounts {
    private final LongAdder received = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder handshakes = new LongAdder();
    private final LongAdder[] refused = new LongAdder[RefusalCode.values().length];

    EndpointCounts() {
        for (int i = 0; i < refused.length; i++) {
            refused[i] = new LongAdder();
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
        refused[code.ordinal()].increment();
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
        return refused[code.ordinal()].sum();
    }
}
