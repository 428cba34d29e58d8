package dev.hookwright.trace;

import io.opentelemetry.sdk.trace.IdGenerator;

/** Gives a span the ids that follow from its event or run, in place of random ones. */
final class GivenIds implements IdGenerator {
    private static final ThreadLocal<TraceContext> NEXT = new ThreadLocal<>();

    /** The next span that this thread starts is this one. */
    void next(TraceContext span) {
        NEXT.set(span);
    }

    @Override
    public String generateTraceId() {
        return given().traceId();
    }

    @Override
    public String generateSpanId() {
        return given().spanId();
    }

    private TraceContext given() {
        TraceContext given = NEXT.get();
        if (given == null) {
            throw new IllegalStateException("a span was started without its ids");
        }
        return given;
    }
}
