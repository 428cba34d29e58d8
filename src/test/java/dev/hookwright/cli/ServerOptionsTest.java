package dev.hookwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.Target;
import dev.hookwright.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which server is meant, said in ways that people say it. */
class ServerOptionsTest {
    private final PrintStream usual = System.err;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void capture() {
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void release() {
        System.setErr(usual);
    }

    /** Commands of other tests may still have something to say. */
    private void assertToldInALine(String part) {
        assertThat(said().lines().filter(each -> each.startsWith("hookwright: ") && each.contains(part)))
                .as(said())
                .hasSize(1);
        assertThat(said()).doesNotContain("fault of Hookwright", "Usage:");
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:1, 5, no server is reachable at http://127.0.0.1:1",
        "localhost:1/, 5, no server is reachable at http://localhost:1",
        "http://127.0.0.1:1, 5, no server is reachable at http://127.0.0.1:1",
        "ftp://127.0.0.1, 2, is no server's URL",
        "http://, 2, is no server's URL",
        "http://a b, 2, is no server's URL",
    })
    void a_server_that_is_not_there_or_is_none_is_told_in_a_line(String server, int status, String line) {
        assertThat(CommandLineTool.run("events", "--server", server, "--token", "x"))
                .as(said())
                .isEqualTo(status);
        assertToldInALine(line);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1, 0",
        "/api/v1/, 0",
        "//api/v1, 0",
        "/elsewhere, 5",
        "/elsewhere/api/v1, 5",
    })
    void the_address_of_the_api_is_as_good_as_the_server_s_and_another_path_is_told(
            String path, int status, @TempDir Path folder) {
        try (TestServer server = new TestServer(folder)
                .file("routes/endpoints.yaml", "shop: {provider: unsigned}\n")
                .route("buys", "shop", "- log: bought")
                .start()) {
            String given = server.adminUri("") + path;
            assertThat(CommandLineTool.run(
                            "events",
                            "--server",
                            given,
                            "--data",
                            folder.resolve("data").toString()))
                    .as(said())
                    .isEqualTo(status);
        }
        if (status != 0) {
            assertToldInALine("/elsewhere is no Hookwright (check --server, as in http://HOST:PORT)");
        }
    }

    @Test
    void an_answer_of_another_program_is_not_taken_for_the_server_s(@TempDir Path folder) {
        try (Target other = new Target()) {
            other.answer(
                    call -> new Target.Reply(404, Map.of("Content-Type", "application/json"), "{\"error\": \"?\"}"));
            assertThat(CommandLineTool.run("events", "--server", other.url(), "--token", "x"))
                    .isEqualTo(5);
            assertToldInALine("is no Hookwright");
        }
    }

    @Test
    void what_can_be_no_token_is_not_sent_and_not_told(@TempDir Path data) throws Exception {
        Files.writeString(data.resolve("admin-token"), "secret\nand more");
        for (String[] given :
                new String[][] {{"--token", "secr\u20act"}, {"--data", data.toString()}, {"--token", ""}}) {
            assertThat(CommandLineTool.run("events", "--server", "127.0.0.1:1", given[0], given[1]))
                    .isEqualTo(ExitStatus.NOT_ALLOWED);
        }
        assertThat(said()).contains("check --token").doesNotContain("secr");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "events --statsu dead | did you mean --status",
                "event | see hookwright event --help",
                "events --limit many | see hookwright events --help",
                "evnets | did you mean",
            })
    void wrong_use_is_told_in_a_line_with_what_to_do(String line, String remedy) {
        assertThat(CommandLineTool.run(line.split(" ", -1))).isEqualTo(ExitStatus.WRONG_USE);
        assertToldInALine(remedy);
    }

    @Test
    void what_cannot_be_a_path_is_told_without_words_of_java() {
        assertThat(CommandLineTool.run("validate", "--workspace", "sh\0p")).isEqualTo(ExitStatus.WRONG_USE);
        assertToldInALine("cannot be a path here");
        assertThat(said()).contains("'--workspace'").doesNotContain("java");
    }
}
