package dev.hookwright.log;

import org.slf4j.MDC;

/** Which run a line of the log is about: what is logged by this thread in between says so. */
public final class RunFields implements AutoCloseable {
    static final String EVENT = "eventId";
    static final String RUN = "runId";
    static final String ROUTE = "route";

    private static final RunFields INSIDE = new RunFields(false);
    private static final RunFields OUTSIDE = new RunFields(true);

    private final boolean outside;

    private RunFields(boolean outside) {
        this.outside = outside;
    }

    /** To be closed by the same thread. */
    public static RunFields of(String eventId, String runId, String route) {
        if (runId.equals(MDC.get(RUN))) {
            return INSIDE;
        }
        MDC.put(EVENT, eventId);
        MDC.put(RUN, runId);
        MDC.put(ROUTE, route);
        return OUTSIDE;
    }

    @Override
    public void close() {
        if (outside) {
            MDC.remove(EVENT);
            MDC.remove(RUN);
            MDC.remove(ROUTE);
        }
    }
}
