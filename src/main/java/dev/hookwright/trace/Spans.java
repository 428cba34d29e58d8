package dev.hookwright.trace;

import dev.hookwright.config.ObserveSettings;
import dev.hookwright.dispatch.RunEnd;
import dev.hookwright.ledger.Accepted;
import dev.hookwright.ledger.Attempt;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.Run;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The spans of what the server does, in OpenTelemetry's words: a request that was accepted, a drive of a run, a try of a
 * step. Each is told once it is over.
 */
public final class Spans implements AutoCloseable {
    private static final String EVENT = "hookwright.event.id";
    private static final String RUN = "hookwright.run.id";
    private static final String ERROR = "error.type";

    private final SpanExport export;

    private Spans(SpanExport export) {
        this.export = export;
    }

    /**
     * Begins to send spans. Loads all of OpenTelemetry, which nobody should wait for who has no use for it.
     *
     * @param endpoint the collector's URL
     */
    public static Spans to(String endpoint, ObserveSettings settings, String version) {
        return new Spans(new SpanExport(endpoint, settings, version));
    }

    /**
     * An event was accepted.
     *
     * @param event as it came: of a duplicate, not the one that is kept
     * @param status that the sender was answered with, if that is known
     */
    public void accepted(Event event, Accepted accepted, OptionalInt status, Instant endedAt, Sampling sampling) {
        EventTrace trace = EventTrace.of(event, sampling);
        if (!trace.acceptance().sampled()) {
            return;
        }
        String path = "/hooks/" + event.endpoint();
        SpanBuilder span = export.span("POST " + path, SpanKind.SERVER, trace.sender(), event.receivedAt())
                .setAttribute("http.request.method", "POST")
                .setAttribute("http.route", path)
                .setAttribute("url.path", path)
                .setAttribute("url.scheme", "http")
                .setAttribute(EVENT, Ids.text(Ids.EVENT, accepted.eventId()))
                .setAttribute("hookwright.endpoint", event.endpoint())
                .setAttribute("hookwright.provider", event.provider())
                .setAttribute("hookwright.outcome", accepted.duplicate() ? "duplicate" : "accepted");
        put(span, "client.address", event.remoteAddress());
        put(span, "user_agent.original", event.headers().get("user-agent"));
        put(span, "hookwright.event.type", event.type());
        status.ifPresent(code -> span.setAttribute("http.response.status_code", code));
        export.start(span, trace.acceptance()).end(endedAt);
    }

    /** A drive of a run has ended. */
    public void driven(Event event, Run run, RunTrace trace, RunEnd end, Instant begunAt, Instant endedAt) {
        SpanBuilder span = export.span("process " + run.route(), SpanKind.CONSUMER, trace.parent(), begunAt)
                .setAttribute("messaging.system", "hookwright")
                .setAttribute("messaging.operation.name", "process")
                .setAttribute("messaging.operation.type", "process")
                .setAttribute("messaging.destination.name", run.route())
                .setAttribute("messaging.message.id", Ids.text(Ids.EVENT, event.id()))
                .setAttribute(EVENT, Ids.text(Ids.EVENT, event.id()))
                .setAttribute(RUN, Ids.text(Ids.RUN, run.id()))
                .setAttribute("hookwright.route", run.route())
                .setAttribute("hookwright.endpoint", event.endpoint())
                .setAttribute("hookwright.attempt", run.attempt())
                .setAttribute("hookwright.replay", run.replay());
        put(span, "hookwright.event.type", event.type());
        TraceContext origin = trace.origin();
        if (origin != null) {
            span.addLink(SpanExport.context(origin));
        }
        RunEnd itself = end.itself();
        String outcome =
                itself instanceof RunEnd.Succeeded ? "succeeded" : itself instanceof RunEnd.Failed ? "failed" : "left";
        span.setAttribute("hookwright.outcome", outcome);
        Span started = export.start(span, trace.drive());
        if (itself instanceof RunEnd.Failed failed) {
            started.setAttribute(ERROR, failed.failureClass().name().toLowerCase(Locale.ROOT));
            started.setStatus(StatusCode.ERROR, failed.error());
        }
        started.end(endedAt);
    }

    /**
     * A step was tried.
     *
     * @param host that was called, with its port if that was said; null where it is not known
     */
    public void tried(Run run, RunTrace trace, Attempt attempt, @Nullable String host, Instant endedAt) {
        SpanBuilder span = export.span(attempt.stepId(), SpanKind.CLIENT, trace.drive(), attempt.at())
                .setAttribute(RUN, Ids.text(Ids.RUN, run.id()))
                .setAttribute("hookwright.step", attempt.stepId())
                .setAttribute("hookwright.connector", attempt.connector())
                .setAttribute("hookwright.attempt", attempt.number())
                .setAttribute("hookwright.outcome", attempt.outcome().word());
        server(span, host);
        Integer status = attempt.statusCode();
        if (status != null) {
            span.setAttribute("http.response.status_code", status);
        }
        Span started = export.start(span, trace.call(attempt.stepKey(), attempt.number()));
        if (attempt.outcome() != Attempt.Outcome.SUCCEEDED) {
            started.setAttribute(ERROR, status == null ? attempt.outcome().word() : status.toString());
            started.setStatus(StatusCode.ERROR, String.valueOf(attempt.error()));
        }
        started.end(endedAt);
    }

    private static void server(SpanBuilder span, @Nullable String host) {
        if (host == null) {
            return;
        }
        int colon = host.lastIndexOf(':');
        boolean isPort = colon > 0 && host.substring(colon + 1).chars().allMatch(Character::isDigit);
        span.setAttribute("server.address", isPort ? host.substring(0, colon) : host);
        if (isPort) {
            span.setAttribute("server.port", Long.parseLong(host.substring(colon + 1)));
        }
    }

    private static void put(SpanBuilder span, String name, @Nullable String value) {
        if (value != null) {
            span.setAttribute(name, value);
        }
    }

    @Override
    public void close() {
        export.close();
    }
}
