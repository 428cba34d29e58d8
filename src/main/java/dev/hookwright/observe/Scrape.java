package dev.hookwright.observe;

import dev.hookwright.dispatch.Dispatcher;
import dev.hookwright.endpoint.Endpoint;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.LongSupplier;

/** Gathers what is told when somebody asks for it. */
final class Scrape implements AutoCloseable {
    private final PrometheusMeterRegistry registry;
    private final RunMeters runs;
    private final Metrics.Served served;
    private final IntakeMeters intake;
    private final QueueMeters queue;
    private final JvmGcMetrics collector = new JvmGcMetrics();

    Scrape(PrometheusMeterRegistry registry, RunMeters runs, Metrics.Served served) {
        this.registry = registry;
        this.runs = runs;
        this.served = served;
        this.intake = new IntakeMeters(registry, served.intake());
        this.queue = new QueueMeters(served.ledger());
        queue.bind(registry);
        bindServer();
        bindJava();
    }

    /** In Prometheus' form. */
    String text() {
        intake.tellOf(served.endpoints().all().stream().map(Endpoint::name).toList());
        served.routes().get().forEach(route -> runs.tellOf(route, served.ledger()));
        queue.look();
        return registry.scrape();
    }

    private void bindServer() {
        Gauge.builder("hookwright.accepting", served, now -> now.ready().getAsBoolean() ? 1 : 0)
                .description(
                        "1 while events are accepted; 0 while the database is away, the disk full or the server stopping")
                .register(registry);
        Gauge.builder("hookwright.runs.in.flight", served.dispatcher(), Dispatcher::inFlight)
                .description("Runs at work now on this node")
                .register(registry);
        Gauge.builder("hookwright.disk.free", served.freeBytes(), LongSupplier::getAsLong)
                .baseUnit("bytes")
                .description("Free on the data folder's disk")
                .register(registry);
        FunctionCounter.builder("hookwright.rejections.not.kept", served.notKept(), LongSupplier::getAsLong)
                .description("Refused requests that came too fast to be kept")
                .register(registry);
        Gauge.builder("hookwright.build.info", () -> 1)
                .description("Which version this is, and of Java")
                .tag("version", version())
                .tag("java", String.valueOf(Runtime.version().feature()))
                .register(registry);
    }

    private void bindJava() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        collector.bindTo(registry);
    }

    private static String version() {
        String version = Scrape.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    @Override
    public void close() {
        collector.close();
    }
}
