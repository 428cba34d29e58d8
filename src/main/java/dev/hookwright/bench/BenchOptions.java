package dev.hookwright.bench;

import java.nio.file.Path;

/**
 * What is asked of a run.
 *
 * @param seconds how long each thing is measured; it is warmed up before, for half as long or until it gets no faster
 * @param connections of the load generator, kept alive
 * @param folder where the ledgers are made, in a folder of their own: it is this disk that is measured
 */
public record BenchOptions(double seconds, int connections, Path folder) {
    double warmUpSeconds() {
        return seconds / 2;
    }
}
