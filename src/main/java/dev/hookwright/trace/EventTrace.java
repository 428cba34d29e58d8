package dev.hookwright.trace;

import dev.hookwright.ledger.Event;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The trace that an event belongs to: its sender's, or else one of its own.
 *
 * @param sender the place in the trace from which it was sent; null if the sender does not say
 * @param acceptance where it was accepted
 */
record EventTrace(@Nullable TraceContext sender, TraceContext acceptance) {
    static EventTrace of(Event event, Sampling sampling) {
        return of(event, event.id(), sampling);
    }

    /** Of the event whose edited body this one carries, and whose headers it has. */
    static EventTrace ofSource(Event event, UUID source, Sampling sampling) {
        return of(event, source, sampling);
    }

    private static EventTrace of(Event event, UUID id, Sampling sampling) {
        TraceContext sender = TraceContext.of(event.headers()).orElse(null);
        String span = TraceIds.acceptance(id);
        if (sender != null) {
            return new EventTrace(
                    sender,
                    new TraceContext(sender.traceId(), span, sampling.on() && sender.sampled(), sender.state()));
        }
        String trace = TraceIds.trace(id);
        return new EventTrace(null, new TraceContext(trace, span, sampling.takes(trace), ""));
    }
}
