package dev.hookwright;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hookwright.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That {@code bench} measures everything and cleans up. Not how fast anything is: that is the machine's matter. */
class BenchIT {
    private static final Duration LIMIT = Duration.ofMinutes(4);

    @TempDir
    private Path folder;

    private ServerProcess bench() {
        return ServerProcess.start(
                folder, Map.of(), "bench", "--seconds", "1", "--json", "--folder", folder.toString());
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.filter(Files::isDirectory)).isEmpty();
        }
        assertThat(processesOfTheBench()).isEmpty();
    }

    private Stream<ProcessHandle> processesOfTheBench() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(folder.toString()));
    }

    @Test
    void every_figure_is_measured_and_nothing_is_left_behind() throws IOException {
        try (ServerProcess bench = bench()) {
            assertThat(bench.awaitExit(LIMIT)).as(bench.errors()).isZero();
            JsonNode figures = new ObjectMapper().readTree(bench.output()).get("figures");
            assertThat(figures.fieldNames())
                    .toIterable()
                    .containsExactly(
                            "acceptsPerSecond",
                            "acceptProcessorMicros",
                            "workedOffSeconds",
                            "latencyP50Millis",
                            "latencyP99Millis",
                            "flowsPerSecond",
                            "flowProcessorMicros",
                            "heapMegabytes",
                            "readySeconds",
                            "verifyHmacMicroseconds",
                            "verifyEd25519Microseconds");
            assertThat(figures)
                    .allSatisfy(figure ->
                            assertThat(figure.get("measured").asDouble()).isPositive());
            assertThat(figures)
                    .filteredOn(figure -> figure.has("against"))
                    .hasSize(10)
                    .allSatisfy(figure -> {
                        assertThat(figure.get("baseline").asDouble()).isPositive();
                        assertThat(figure.get("ratio").asDouble()).isPositive();
                    });
        }
        assertNothingIsLeft();
    }

    @Test
    void what_is_stopped_half_way_leaves_nothing_behind() throws IOException {
        try (ServerProcess bench = bench()) {
            await().atMost(LIMIT).until(() -> processesOfTheBench().count() > 1);
            bench.terminate();
            bench.awaitExit(LIMIT);
            assertThat(bench.output()).isEmpty();
        }
        assertNothingIsLeft();
    }
}
