package dev.hookwright.server;

import dev.hookwright.admin.Observed;
import dev.hookwright.config.ObserveSettings;
import dev.hookwright.dispatch.Dispatcher;
import dev.hookwright.dispatch.RunExecutor;
import dev.hookwright.dispatch.RunWatch;
import dev.hookwright.intake.EventSink;
import dev.hookwright.intake.HookServer;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.observe.Health;
import dev.hookwright.observe.Metrics;
import dev.hookwright.trace.Sampling;
import dev.hookwright.trace.Spans;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What is seen of the server from outside, from the first run to the last: metrics, health, traces. */
final class Observation implements AutoCloseable {
    private final Metrics metrics = new Metrics();
    private final InstantSource clock;
    private final Sampling sampling;
    private final @Nullable Spans spans;

    Observation(ObserveSettings settings, InstantSource clock) {
        this.clock = clock;
        this.spans = settings.otelEndpoint()
                .map(endpoint -> Spans.to(endpoint, settings, version()))
                .orElse(null);
        this.sampling = spans == null ? Sampling.OFF : new Sampling(true, settings.otelSampleRatio());
    }

    /** To be told how runs end. */
    RunWatch runs() {
        return metrics.runs();
    }

    /** The same, looked on. */
    RunExecutor of(RunExecutor runs) {
        return new WatchedRuns(runs, metrics, sampling, spans, clock);
    }

    /** The same, looked on. */
    EventSink of(EventSink sink, LiveWorkspace workspace) {
        Spans told = spans;
        return told == null ? sink : new TracedEvents(sink, workspace.endpoints(), told, sampling, clock);
    }

    /** What monitoring is told of all of it. */
    Observed observed(
            HookServer hooks,
            Ledger ledger,
            Dispatcher dispatcher,
            LiveWorkspace workspace,
            DiskGuard guard,
            RejectionPace pace) {
        Health health = new Health(
                ledger.gauges()::writer,
                guard::refusal,
                () -> new Health.PublicPort(
                        hooks.isListening(), !hooks.isAccepting(), hooks.hasRoom(), hooks.silence()));
        metrics.serve(new Metrics.Served(
                hooks.statistics(),
                workspace.endpoints(),
                workspace::routeIds,
                ledger,
                dispatcher,
                pace::notKept,
                guard::freeBytes,
                () -> health.ready().isUp()));
        return new Observed(health, metrics);
    }

    private static String version() {
        String version = Observation.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    @Override
    public void close() {
        metrics.close();
        if (spans != null) {
            spans.close();
        }
    }
}
