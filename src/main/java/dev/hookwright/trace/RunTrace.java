package dev.hookwright.trace;

import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Run;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One drive of a run as a part of a trace. It goes on with that of its event; a replay begins a trace of its own that
 * names the first, since it may come days later. Pure.
 */
public final class RunTrace {
    private final Run run;
    private final Sampling sampling;
    private final @Nullable TraceContext sender;
    private final @Nullable TraceContext parent;
    private final @Nullable TraceContext origin;
    private final TraceContext drive;

    private RunTrace(
            Run run,
            Sampling sampling,
            @Nullable TraceContext sender,
            @Nullable TraceContext parent,
            @Nullable TraceContext origin,
            TraceContext trace) {
        this.run = run;
        this.sampling = sampling;
        this.sender = sender;
        this.parent = parent;
        this.origin = origin;
        this.drive = trace.at(TraceIds.drive(run.id(), run.attempt()));
    }

    /** @param run as started: each of its drives is told from the others by its attempt */
    public static RunTrace of(Event event, Run run, Sampling sampling) {
        var source = event.sourceEventId();
        if (run.replay() || source != null) {
            EventTrace first =
                    source == null ? EventTrace.of(event, sampling) : EventTrace.ofSource(event, source, sampling);
            String trace = TraceIds.trace(run.id());
            TraceContext own = new TraceContext(trace, "", sampling.takes(trace), "");
            return new RunTrace(run, sampling, null, null, first.acceptance(), own);
        }
        EventTrace trace = EventTrace.of(event, sampling);
        // What no request brought, a timer's firing, begins with its run.
        TraceContext parent = event.remoteAddress() == null ? null : trace.acceptance();
        return new RunTrace(run, sampling, trace.sender(), parent, null, trace.acceptance());
    }

    /** Whether it is recorded. */
    public boolean isRecorded() {
        return drive.sampled();
    }

    /** What a call sends along. A trace that is not recorded here passes through as it came. */
    public Map<String, String> headers(String stepKey, int attempt) {
        return !sampling.on() && sender != null
                ? sender.headers()
                : call(stepKey, attempt).headers();
    }

    /** A try of a step. */
    TraceContext call(String stepKey, int attempt) {
        return drive.at(TraceIds.call(run.id(), stepKey, attempt));
    }

    /** This drive of the run. */
    TraceContext drive() {
        return drive;
    }

    /** Where the event was accepted, if this goes on with its trace. */
    @Nullable
    TraceContext parent() {
        return parent;
    }

    /** Where the event was accepted that is replayed. */
    @Nullable
    TraceContext origin() {
        return origin;
    }
}
