package dev.hookwright.routetest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Stands still until a test lets time pass. */
final class TestClock implements InstantSource {
    private Instant now = RouteTest.DEFAULT_START;

    @Override
    public synchronized Instant instant() {
        return now;
    }

    synchronized void set(Instant instant) {
        now = instant;
    }

    synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }
}
