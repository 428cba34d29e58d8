package dev.hookwright.observe;

import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.LedgerUnavailable;
import dev.hookwright.ledger.QueueDepth;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** How much waits in the ledger. It is counted now and then: the more there is, the less often. */
final class QueueMeters {
    /** Counting takes up no more than a small part of the time. */
    private static final int SHARE_OF_COUNTING = 20;

    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Ledger ledger;
    private volatile @Nullable QueueDepth depth;
    private boolean counted;
    private long nextAt;

    QueueMeters(Ledger ledger) {
        this.ledger = ledger;
    }

    void bind(MeterRegistry registry) {
        state(registry, "ready", QueueDepth::ready);
        state(registry, "running", QueueDepth::running);
        state(registry, "waiting", QueueDepth::waiting);
        state(registry, "held", QueueDepth::held);
        oldest(registry, "live", QueueDepth::oldestLive);
        oldest(registry, "replay", QueueDepth::oldestReplay);
    }

    /** Counts, unless that was done a moment ago. Blocks. */
    synchronized void look() {
        long began = System.nanoTime();
        if (counted && began < nextAt) {
            return;
        }
        try {
            depth = ledger.gauges().queue();
        } catch (LedgerUnavailable e) {
            // What it was before is as good as wrong.
            depth = null;
        }
        counted = true;
        long took = System.nanoTime() - began;
        nextAt = System.nanoTime() + Math.max(FRESH.toNanos(), took * SHARE_OF_COUNTING);
    }

    private void state(MeterRegistry registry, String state, ToDoubleFunction<QueueDepth> count) {
        Gauge.builder("hookwright.queue.runs", this, now -> now.read(count))
                .strongReference(true)
                .description("Runs that have not ended, of all nodes together; held ones are those of paused routes")
                .tag("state", state)
                .register(registry);
    }

    private void oldest(MeterRegistry registry, String lane, Due due) {
        Gauge.builder("hookwright.queue.oldest", this, now -> now.read(depth -> age(due.of(depth))))
                .strongReference(true)
                .baseUnit("seconds")
                .description("For how long the oldest run that could be at work, and is not, could be; runs in order"
                        + " left out")
                .tag("lane", lane)
                .register(registry);
    }

    private double age(@Nullable Instant since) {
        return since == null
                ? 0
                : Math.max(0, Duration.between(since, ledger.now()).toMillis() / 1e3);
    }

    private double read(ToDoubleFunction<QueueDepth> value) {
        QueueDepth now = depth;
        return now == null ? Double.NaN : value.applyAsDouble(now);
    }

    private interface Due {
        @Nullable
        Instant of(QueueDepth depth);
    }
}
