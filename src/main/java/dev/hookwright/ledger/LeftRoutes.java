package dev.hookwright.ledger;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The routes whose runs this node leaves to others, each for a while. */
final class LeftRoutes {
    private static final Duration WHILE = Duration.ofSeconds(30);

    private final LongSupplier nanoTime;
    private final Map<String, Long> leftAt = new ConcurrentHashMap<>();

    LeftRoutes(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void add(String route) {
        leftAt.put(route, nanoTime.getAsLong());
    }

    String[] names() {
        long now = nanoTime.getAsLong();
        leftAt.values().removeIf(at -> now - at > WHILE.toNanos());
        return leftAt.keySet().toArray(String[]::new);
    }
}
