package dev.hookwright.trace;

import dev.hookwright.config.ObserveSettings;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Sends spans to a collector, in the background. What it does not take in time is dropped: nothing waits for it. */
final class SpanExport implements AutoCloseable {
    private static final String PATH = "/v1/traces";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration OFTEN = Duration.ofSeconds(2);
    private static final Duration LAST_WORD = Duration.ofSeconds(5);
    /** Senders choose some of them. */
    private static final int LONGEST_VALUE = 1_024;

    /** It would write to standard error in a form of its own; {@link ToldExport} tells what has to be told. */
    private static final Logger THEIR_LOG = Logger.getLogger("io.opentelemetry");

    private final GivenIds ids = new GivenIds();
    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /** @param endpoint the collector's URL */
    SpanExport(String endpoint, ObserveSettings settings, String version) {
        THEIR_LOG.setLevel(Level.OFF);
        OtlpHttpSpanExporterBuilder exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(url(endpoint))
                .setConnectTimeout(TIMEOUT)
                .setTimeout(TIMEOUT);
        settings.otelHeaders().forEach(exporter::addHeader);
        provider = SdkTracerProvider.builder()
                .setIdGenerator(ids)
                // What is not to be recorded does not come here.
                .setSampler(Sampler.alwaysOn())
                .setSpanLimits(SpanLimits.builder()
                        .setMaxAttributeValueLength(LONGEST_VALUE)
                        .build())
                .setResource(Resource.getDefault().toBuilder()
                        .put("service.name", "hookwright")
                        .put("service.version", version)
                        .put("service.instance.id", UUID.randomUUID().toString())
                        .build())
                .addSpanProcessor(BatchSpanProcessor.builder(ToldExport.of(exporter.build(), endpoint))
                        .setScheduleDelay(OFTEN)
                        .build())
                .build();
        tracer = provider.get("dev.hookwright");
    }

    private static String url(String endpoint) {
        String base = endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint;
        return base.endsWith(PATH) ? base : base + PATH;
    }

    /** @param parent the span above it; null if it begins the trace */
    SpanBuilder span(String name, SpanKind kind, @Nullable TraceContext parent, Instant startedAt) {
        Context above = parent == null ? Context.root() : Context.root().with(Span.wrap(context(parent)));
        return tracer.spanBuilder(name).setParent(above).setSpanKind(kind).setStartTimestamp(startedAt);
    }

    /** The span, under the ids that it is known by. */
    Span start(SpanBuilder span, TraceContext self) {
        ids.next(self);
        return span.startSpan();
    }

    static SpanContext context(TraceContext place) {
        return SpanContext.createFromRemoteParent(
                place.traceId(),
                place.spanId(),
                place.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                state(place.state()));
    }

    private static TraceState state(String text) {
        TraceStateBuilder state = TraceState.builder();
        String[] members = text.split(",");
        // The builder puts what comes last first.
        for (int i = members.length - 1; i >= 0; i--) {
            int equals = members[i].indexOf('=');
            if (equals > 0) {
                state.put(
                        members[i].substring(0, equals).strip(),
                        members[i].substring(equals + 1).strip());
            }
        }
        return state.build();
    }

    @Override
    public void close() {
        provider.shutdown().join(LAST_WORD.toMillis(), TimeUnit.MILLISECONDS);
    }
}
