package dev.hookwright.routetest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** Stands still until a test lets time pass. */
final class TestClock implements InstantSource {
    private final AtomicReference<Instant> now = new AtomicReference<>(RouteTest.DEFAULT_START);

    @Override
    public Instant instant() {
        return now.get();
    }

    void set(Instant instant) {
        now.set(instant);
    }

    void advance(Duration duration) {
        now.updateAndGet(instant -> instant.plus(duration));
    }
}
