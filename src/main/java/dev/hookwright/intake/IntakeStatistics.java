package dev.hookwright.intake;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Counts what came in since the start, for each endpoint that there is. */
public final class IntakeStatistics {
    private static final long TELL_AGAIN = TimeUnit.SECONDS.toNanos(10);

    private final AtomicLong toldAt = new AtomicLong(System.nanoTime() - TELL_AGAIN);
    private final Map<String, EndpointCounts> byEndpoint = new ConcurrentHashMap<>();
    private final EndpointCounts unknown = new EndpointCounts();

    /** Whether to write a line about what happens again and again: true at most every ten seconds. */
    boolean isTimeToTell() {
        long now = System.nanoTime();
        long last = toldAt.get();
        return now - last > TELL_AGAIN && toldAt.compareAndSet(last, now);
    }

    /** @param endpoint one that there is: strangers must not be able to make up names */
    public EndpointCounts of(String endpoint) {
        EndpointCounts known = byEndpoint.get(endpoint);
        return known != null ? known : byEndpoint.computeIfAbsent(endpoint, name -> new EndpointCounts());
    }

    /** Requests that were refused, whatever they were to. */
    public long refused() {
        return Stream.concat(byEndpoint.values().stream(), Stream.of(unknown))
                .mapToLong(EndpointCounts::refused)
                .sum();
    }

    /** Of all requests that are to no endpoint. */
    public EndpointCounts unknown() {
        return unknown;
    }
}
