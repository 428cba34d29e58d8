package dev.hookwright.observe;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;

/** The bounds of histograms' buckets: few, and where operators ask "how many took longer than that". */
final class Buckets {
    /** Of what takes from milliseconds to days. */
    static final Duration[] RUN = seconds(0.01, 0.05, 0.1, 0.5, 1, 5, 30, 60, 300, 1_800, 7_200, 86_400);
    /** Of a call to the outside. */
    static final Duration[] CALL = seconds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30);
    /** Of a transaction. */
    static final Duration[] COMMIT = seconds(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1);

    static final double[] BATCH = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000};

    private Buckets() {}

    static Timer.Builder timer(String name, String description, Duration... bounds) {
        return Timer.builder(name).description(description).serviceLevelObjectives(bounds);
    }

    private static Duration[] seconds(double... seconds) {
        return Arrays.stream(seconds)
                .mapToObj(value -> Duration.ofNanos(Math.round(value * 1e9)))
                .toArray(Duration[]::new);
    }
}
