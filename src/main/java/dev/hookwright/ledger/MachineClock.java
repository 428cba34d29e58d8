package dev.hookwright.ledger;

import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** What a server takes the time from. */
public final class MachineClock {
    /** The ledger keeps no finer times, so what is answered before it is kept is not finer either. */
    public static final InstantSource MILLIS = Clock.tickMillis(ZoneOffset.UTC);

    private MachineClock() {}
}
