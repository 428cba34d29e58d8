package dev.hookwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.Hookwright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a route finds and writes is the same wherever it runs. */
@Timeout(120)
class LocaleTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeWorkspace() throws IOException {
        Path routes = Files.createDirectories(folder.resolve("routes"));
        Files.writeString(routes.resolve("endpoints.yaml"), "in: {provider: unsigned}\n");
        Files.writeString(routes.resolve("in.camel.yaml"), """
                - route:
                    id: in
                    from:
                      uri: platform-http:/hooks/in
                      steps:
                        - to: {id: call, uri: "{{sink.uri.i}}/a"}
                """);
    }

    @Test
    void a_setting_is_found_in_the_environment_where_capitals_are_turkish() throws Exception {
        Path said = folder.resolve("said.txt");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Duser.language=tr",
                        "-Duser.country=TR",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Hookwright.class.getName(),
                        "validate",
                        "--workspace",
                        folder.toString()))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().put("SINK_URI_I", "http://localhost:1");
        int status = builder.start().waitFor();
        assertThat(status).as(Files.readString(said)).isZero();
    }
}
