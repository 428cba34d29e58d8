package dev.hookwright.observe;

import dev.hookwright.dispatch.Dispatcher;
import dev.hookwright.dispatch.RunWatch;
import dev.hookwright.endpoint.Endpoints;
import dev.hookwright.intake.IntakeStatistics;
import dev.hookwright.ledger.Attempt;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.Run;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.Collection;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The server's metrics in Prometheus' text form. What is cheap to read is read when somebody asks. */
public final class Metrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final RunMeters runs = new RunMeters(registry);
    private final StepMeters steps = new StepMeters(registry);
    private @Nullable Served served;
    private @Nullable Scrape scrape;

    /**
     * What is served.
     *
     * @param routes the ids of all that there are now
     * @param notKept counts the refused requests that came too fast to be kept
     * @param freeBytes on the data folder's disk
     * @param ready whether events are accepted now
     */
    public record Served(
            IntakeStatistics intake,
            Endpoints endpoints,
            Supplier<? extends Collection<String>> routes,
            Ledger ledger,
            Dispatcher dispatcher,
            LongSupplier notKept,
            LongSupplier freeBytes,
            BooleanSupplier ready) {}

    public Metrics() {
        // The one's name would say that it is part of a histogram, and the other is in nanoseconds.
        registry.config()
                .meterFilter(MeterFilter.denyNameStartsWith("system.cpu.count"))
                .meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"));
    }

    /** To be told how runs end. */
    public RunWatch runs() {
        return runs;
    }

    /** A run was begun. */
    public void begun(Run run, Instant now) {
        runs.begun(run, now);
    }

    /** A step was tried. */
    public void tried(Attempt attempt, long nanos) {
        steps.tried(attempt, nanos);
    }

    /** Told once, before the first scrape. */
    public synchronized void serve(Served newServed) {
        served = newServed;
        LedgerMeters.bind(registry, newServed.ledger());
    }

    /** All of them. Blocks. */
    public synchronized String scrape() {
        Served now = served;
        if (now == null) {
            return registry.scrape();
        }
        Scrape made = scrape;
        if (made == null) {
            // Not before somebody asks, so that a start does not wait for it.
            made = new Scrape(registry, runs, now);
            scrape = made;
        }
        return made.text();
    }

    @Override
    public synchronized void close() {
        if (scrape != null) {
            scrape.close();
        }
    }
}
