package dev.hookwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StandardOutputTest {
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void giveBack() {
        System.setOut(out);
        System.setErr(err);
    }

    /** What can never be written to, for this reason. */
    private static OutputStream failing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException(reason);
            }
        };
    }

    @Test
    void a_command_whose_output_is_lost_fails_with_one_line() {
        StandardOutput output = StandardOutput.take(failing("No space left on device"));
        assertThat(output.statusAfter(CommandLineTool.run("providers"))).isEqualTo(ExitStatus.WRONG);
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .startsWith("hookwright: standard output cannot be written: No space left on device (")
                .hasLineCount(1);
    }

    @Test
    void what_failed_anyway_keeps_its_status() {
        StandardOutput output = StandardOutput.take(failing("No space left on device"));
        System.out.println("some");
        assertThat(output.statusAfter(ExitStatus.NOT_FOUND)).isEqualTo(ExitStatus.NOT_FOUND);
    }

    @Test
    void a_reader_that_has_seen_enough_is_no_failure() {
        StandardOutput output = StandardOutput.take(failing("Broken pipe"));
        assertThat(output.statusAfter(CommandLineTool.run("providers"))).isZero();
        assertThat(errors.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void a_line_is_written_at_once() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        StandardOutput output = StandardOutput.take(written);
        System.out.printf("%s and %s%n", "one", "more");
        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("one and more" + System.lineSeparator());
        assertThat(output.statusAfter(ExitStatus.DONE)).isZero();
    }
}
