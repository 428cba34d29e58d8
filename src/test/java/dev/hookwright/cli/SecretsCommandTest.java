package dev.hookwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsCommandTest {
    @Test
    void a_secret_that_a_provider_names_is_listed_shown_confirmed_and_refused(@TempDir Path folder) {
        try (TestServer server = new TestServer(folder)
                .file("routes/endpoints.yaml", "asana: {provider: asana}\n")
                .start()) {
            assertThat(run(server, 0)).isEmpty();
            server.post("asana", "", "X-Hook-Secret", "0123456789abcdef");
            String listed = run(server, 0);
            assertThat(listed).contains("  pending    0123...  16 characters").doesNotContain("01234");
            String id = listed.split(" ", 2)[0];
            assertThat(run(server, 0, "--show", id)).isEqualTo("0123456789abcdef");
            assertThat(run(server, 0, "--confirm", id)).startsWith(id + "  confirmed");
            assertThat(run(server, 0, "--json")).contains("\"status\" : \"confirmed\"");
            assertThat(run(server, 0, "--refuse", id)).startsWith(id + "  refused");
            assertThat(run(server, ExitStatus.NOT_FOUND, "--confirm", id)).isEmpty();
            assertThat(run(server, ExitStatus.WRONG_USE, "--confirm", id, "--refuse", id))
                    .isEmpty();
        }
    }

    /** What the command writes to standard output. */
    private static String run(TestServer server, int status, String... more) {
        PrintStream usual = System.out;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        try {
            String[] asana = {
                "secrets",
                "asana",
                "--server",
                server.adminUri("").toString(),
                "--data",
                server.folder().resolve("data").toString()
            };
            String[] all = Stream.of(asana, more).flatMap(Stream::of).toArray(String[]::new);
            assertThat(CommandLineTool.run(all)).isEqualTo(status);
        } finally {
            System.setOut(usual);
        }
        return output.toString(StandardCharsets.UTF_8).strip();
    }
}
