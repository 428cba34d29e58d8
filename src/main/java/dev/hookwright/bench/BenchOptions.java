package dev.hookwright.bench;

import java.nio.file.Path;

/**
 * What is asked of a run.
 *
 * @param seconds how long each thing is measured; it is warmed up before, for half as long or until it gets no faster and
 *     the compilers are at rest
 * @param connections of the load generator, kept alive
 * @param folder where the ledgers are made, in a folder of their own: it is this disk that is measured
 */
public record BenchOptions(double seconds, int connections, Path folder) {
    private static final double GLANCE = 5;

    /** Measures each thing for less than five seconds: to see that it works, not to compare with anything. */
    boolean isGlance() {
        return seconds < GLANCE;
    }

    double warmUpSeconds() {
        return seconds / 2;
    }
}
