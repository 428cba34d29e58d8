package dev.hookwright.flow;

import java.time.Duration;

/** Stands in for all that routes call, where they are tested. */
public interface Outside {
    /** Takes a call in the place of what the step calls. Asked from several threads at once. */
    StandInAnswer take(SentCall call);

    /** Whether the process dies as soon as the step is done. */
    boolean crashesAfter(SentCall call);

    /** Lets the time pass that would be waited. */
    void pass(Duration wait);
}
