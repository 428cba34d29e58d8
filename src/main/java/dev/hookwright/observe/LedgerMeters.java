package dev.hookwright.observe;

import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.LedgerGauges;
import dev.hookwright.ledger.LedgerUnavailable;
import dev.hookwright.ledger.ReaderPool;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** How the ledger's writer and its connections do, and how large it is. */
final class LedgerMeters {
    private LedgerMeters() {}

    static void bind(MeterRegistry registry, Ledger ledger) {
        Timer commits = Buckets.timer(
                        "hookwright.ledger.commit",
                        "From a transaction's first statement until it is on disk",
                        Buckets.COMMIT)
                .register(registry);
        DistributionSummary sizes = DistributionSummary.builder("hookwright.ledger.batch.changes")
                .description("Changes that were made durable together")
                .serviceLevelObjectives(Buckets.BATCH)
                .register(registry);
        LedgerGauges gauges = ledger.gauges();
        gauges.onCommit((changes, nanos) -> {
            commits.record(nanos, TimeUnit.NANOSECONDS);
            sizes.record(changes);
        });
        Gauge.builder("hookwright.ledger.queue", gauges, now -> now.writer().waiting())
                .strongReference(true)
                .description("Changes that wait to be written")
                .register(registry);
        FunctionCounter.builder(
                        "hookwright.ledger.changes",
                        ledger,
                        store -> store.gauges().statistics().changes())
                .description("Changes written")
                .register(registry);
        Gauge.builder("hookwright.ledger.stored", ledger, LedgerMeters::storedBytes)
                .baseUnit("bytes")
                .description("What the ledger holds; of a shared database, for all nodes")
                .register(registry);
        pool(registry, gauges, "active", ReaderPool::active);
        pool(registry, gauges, "idle", ReaderPool::idle);
        Gauge.builder("hookwright.db.pool.waiting", gauges, now -> now.readers().waiting())
                .strongReference(true)
                .description("Threads that wait for a connection that reads")
                .register(registry);
        Gauge.builder(
                        "hookwright.db.pool.connections.max",
                        gauges,
                        now -> now.readers().most())
                .strongReference(true)
                .description("How many connections that read there may be")
                .register(registry);
    }

    private static void pool(
            MeterRegistry registry, LedgerGauges gauges, String state, ToDoubleFunction<ReaderPool> count) {
        Gauge.builder("hookwright.db.pool.connections", gauges, now -> count.applyAsDouble(now.readers()))
                .strongReference(true)
                .description("Connections that read")
                .tag("state", state)
                .register(registry);
    }

    /** Not a number while the database is away. */
    private static double storedBytes(Ledger ledger) {
        try {
            return ledger.storedBytes();
        } catch (LedgerUnavailable e) {
            return Double.NaN;
        }
    }
}
