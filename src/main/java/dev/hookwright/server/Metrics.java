package dev.hookwright.server;

import dev.hookwright.dispatch.Dispatcher;
import dev.hookwright.intake.IntakeStatistics;
import dev.hookwright.intake.RefusalCode;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.LedgerUnavailable;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.BooleanSupplier;

/** The server's metrics in Prometheus' text form. */
final class Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    Metrics(
            IntakeStatistics intake,
            RejectionPace rejections,
            Ledger ledger,
            Dispatcher dispatcher,
            BooleanSupplier ready) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        FunctionCounter.builder("hookwright.events.accepted", intake, IntakeStatistics::accepted)
                .description("Events that were stored and answered with 202")
                .register(registry);
        FunctionCounter.builder("hookwright.events.duplicates", intake, IntakeStatistics::duplicates)
                .description("Deliveries whose event was there before")
                .register(registry);
        for (RefusalCode refusal : RefusalCode.values()) {
            String code = refusal.word();
            FunctionCounter.builder(
                            "hookwright.requests.refused",
                            intake,
                            counts -> counts.refused().getOrDefault(code, 0L))
                    .description("Requests that were refused, by the answer's code")
                    .tag("code", code)
                    .register(registry);
        }
        FunctionCounter.builder("hookwright.rejections.not.kept", rejections, RejectionPace::notKept)
                .description("Refused requests that came too fast to be kept")
                .register(registry);
        Gauge.builder("hookwright.accepting", ready, now -> now.getAsBoolean() ? 1 : 0)
                .description(
                        "1 while events are accepted; 0 while the database is away, the disk full or the server stopping")
                .strongReference(true)
                .register(registry);
        Gauge.builder("hookwright.ledger.stored", ledger, Metrics::storedBytes)
                .baseUnit("bytes")
                .description("What the ledger holds")
                .register(registry);
        Gauge.builder("hookwright.runs.in.flight", dispatcher, Dispatcher::inFlight)
                .description("Runs at work now")
                .register(registry);
        Gauge.builder(
                        "hookwright.ledger.queue",
                        ledger,
                        store -> store.statistics().waiting())
                .description("Changes that wait to be written")
                .register(registry);
        FunctionCounter.builder(
                        "hookwright.ledger.batches",
                        ledger,
                        store -> store.statistics().batches())
                .description("Transactions made durable, with one sync each")
                .register(registry);
        FunctionCounter.builder(
                        "hookwright.ledger.changes",
                        ledger,
                        store -> store.statistics().changes())
                .description("Changes written")
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

    String scrape() {
        return registry.scrape();
    }
}
