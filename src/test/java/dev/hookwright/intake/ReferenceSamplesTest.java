package dev.hookwright.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hookwright.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real payloads go through as they are, where the reference stands beside the project. */
class ReferenceSamplesTest {
    private static final Path SAMPLES = Path.of("..", "shared", "samples");

    @Test
    void every_sample_is_stored_byte_by_byte_and_driven_through_a_route(@TempDir Path folder) throws IOException {
        assumeTrue(Files.isDirectory(SAMPLES), "no reference samples beside the project");
        try (TestServer server = new TestServer(folder);
                Stream<Path> files = Files.list(SAMPLES)) {
            server.file("routes/endpoints.yaml", "open: {provider: unsigned}")
                    .route("main", "open", "- setVariable: {name: keys, expression: {jq: {expression: length}}}")
                    .start();
            List<Path> samples =
                    files.filter(file -> file.toString().endsWith(".json")).toList();
            assertThat(samples).isNotEmpty();
            for (Path sample : samples) {
                String body = Files.readString(sample);
                String id = server.accepted("open", body);
                assertThat(server.awaitRuns(id, "succeeded").path("body").asText())
                        .isEqualTo(body);
            }
        }
    }
}
