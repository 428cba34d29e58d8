package dev.hookwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyCommandTest {
    private static final String REQUEST = """
            {"method": "POST", "url": "https://example.com/hooks/x", "headers": {"X-Gitlab-Token": "tok"}, "body": "{}"}
            """;
    private static final String VECTOR = """
            {"id": "push", "provider": "gitlab", "secret": "tok", "method": "POST", "url": "https://example.com/hooks/x",
             "headers": {"X-Gitlab-Token": "tok"}, "body": "{}", "now": 0, "valid": true}
            """;

    @TempDir
    private Path folder;

    private String errors = "";

    /** What the command writes to standard output. */
    private String run(int status, String... arguments) {
        PrintStream usual = System.out;
        PrintStream usualErrors = System.err;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(complaints, true, StandardCharsets.UTF_8));
        try {
            assertThat(CommandLineTool.run(arguments)).isEqualTo(status);
        } finally {
            System.setOut(usual);
            System.setErr(usualErrors);
            errors = complaints.toString(StandardCharsets.UTF_8);
        }
        return output.toString(StandardCharsets.UTF_8).strip();
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("file.json"), text).toString();
    }

    @Test
    void a_secret_without_a_name_is_the_one_that_an_endpoint_would_take_it_for() throws IOException {
        String request = file(REQUEST);
        for (String secret : new String[] {"tok", "secret-token=tok"}) {
            assertThat(run(ExitStatus.DONE, "verify", "gitlab", "--secret", secret, "--request", request))
                    .startsWith("verified: GitLab")
                    .contains("secret 1 of \"secret-token\"");
        }
        assertThat(run(ExitStatus.WRONG, "verify", "gitlab", "--secret", "other=tok", "--request", request))
                .startsWith("refused: mismatch");
    }

    @Test
    void a_secret_that_begins_as_a_name_is_itself_where_there_is_but_one_kind() throws IOException {
        String request = file("""
                {"method": "POST", "url": "https://example.com/hooks/x", "body": "Hello, World!", "headers":
                 {"X-Hub-Signature-256": "sha256=7854cded2f6ec53cd57e4573927b809451746831f6a667dfda28c8d25c5fa585"}}
                """);
        assertThat(run(ExitStatus.DONE, "verify", "github", "--secret", "secret=s", "--request", request))
                .startsWith("verified: GitHub");
    }

    @Test
    void a_file_that_goes_on_behind_its_json_is_refused() throws IOException {
        String request = file(REQUEST + "and more");
        assertThat(run(ExitStatus.WRONG_USE, "verify", "gitlab", "--secret", "tok", "--request", request))
                .isEmpty();
        assertThat(errors).contains("is not one JSON value, from line 2, column");
        run(ExitStatus.WRONG_USE, "verify", "--vectors", file("[" + VECTOR + "] []"));
        assertThat(errors).contains("is not one JSON value");
    }

    @Test
    void a_vector_comes_out_as_stated() throws IOException {
        assertThat(run(ExitStatus.DONE, "verify", "--vectors", file("[" + VECTOR + "]")))
                .isEqualTo("ok     push");
        String named = VECTOR.replace("\"secret\": \"tok\"", "\"secret\": {\"secret-token\": [\"tok\"]}");
        assertThat(run(ExitStatus.DONE, "verify", "--vectors", file("[" + named + "]")))
                .isEqualTo("ok     push");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"valid\": true   | \"vald\": true            | unknown key \"vald\" (did you mean \"valid\"?)",
                "\"valid\": true   | \"reason\": \"\"          | \"valid\" is missing (add true or false)",
                "\"valid\": true   | \"valid\": \"true\"       | \"valid\" is of another kind",
                "\"now\": 0        | \"now\": \"0\"            | \"now\" is of another kind",
                "\"now\": 0        | \"now\": 1.5              | \"now\" is of another kind",
                "\"now\": 0,       | \"source\": \"\",         | \"now\" is missing",
                "\"secret\": \"tok\" | \"secret\": 1           | \"secret\" is of another kind",
                "\"secret\": \"tok\" | \"secret\": [1]         | \"secret\" is of another kind",
                "\"secret\": \"tok\" | \"secret\": {\"token\": \"tok\"} | in \"secret\": unknown credential \"token\"",
                "\"secret\": \"tok\" | \"secret\": \"tok\", \"config\": {\"x\": \"y\"} | in \"config\": unknown key \"x\"",
                "\"body\": \"{}\"  | \"body\": {}              | \"body\" is of another kind",
                "{\"X-Gitlab-Token\": \"tok\"} | {\"X-Gitlab-Token\": 1} | \"headers\" is of another kind"
            })
    void a_vector_that_does_not_state_what_it_must_is_named_with_the_key(String what, String instead, String complaint)
            throws IOException {
        assertThat(VECTOR).contains(what);
        String vectors = file("[" + VECTOR + "," + VECTOR.replace(what, instead) + "]");
        assertThat(run(ExitStatus.WRONG_USE, "verify", "--vectors", vectors)).isEmpty();
        assertThat(errors).contains("the vector 2 of " + vectors + ", \"push\": " + complaint);
    }
}
