package dev.hookwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.Target;
import dev.hookwright.testing.Target.Reply;
import dev.hookwright.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {
    @Test
    void events_are_replayed_by_id_or_by_filter_and_what_fails_again_is_told(@TempDir Path folder) {
        try (Target target = new Target();
                TestServer server = new TestServer(folder).setting("target", target.url())) {
            server.file("routes/endpoints.yaml", "in: {provider: unsigned, dedupKey: none}\n")
                    .route("main", "in", "- to: {id: a, uri: \"{{target}}/a\"}")
                    .start();
            target.answer(call -> Reply.status(401));
            String first = server.accepted("in", "{}");
            String second = server.accepted("in", "{}");
            server.awaitRuns(first, "dead");
            server.awaitRuns(second, "dead");
            assertThat(run(server, ExitStatus.DONE, "--status", "dead", "--dry-run"))
                    .isEqualTo("2 events would be replayed");
            assertThat(run(server, ExitStatus.DONE, "--status", "dead", "--dry-run", "--json"))
                    .isEqualToIgnoringWhitespace("{\"matched\": 2, \"matchedAll\": true}");
            String[] again = {"--status", "dead", "--from", "failed", "--rate", "1000", "--wait"};
            assertThat(run(server, ExitStatus.WRONG, again))
                    .contains("0 succeeded, 2 failed")
                    .contains(first)
                    .contains("401");
            target.answer(call -> Reply.ok("{}"));
            assertThat(run(server, ExitStatus.DONE, first, "--from", "failed")).contains(first + " runs again as run_");
            server.awaitRuns(first, "succeeded");
            assertThat(run(server, ExitStatus.DONE, again)).endsWith("1 succeeded, 0 failed");
            server.awaitRuns(second, "succeeded");
            String third = server.accepted("in", "{}");
            server.awaitRuns(third, "succeeded");
            assertThat(run(server, ExitStatus.NOT_FOUND, "evt_none", third))
                    .as("the others go on")
                    .contains(third);
            assertThat(run(server, ExitStatus.DONE, "--since", "1h")).endsWith("replays 3 events");
            assertThat(run(server, ExitStatus.WRONG_USE)).isEmpty();
            assertThat(run(server, ExitStatus.WRONG_USE, first, "--status", "dead"))
                    .isEmpty();
        }
    }

    /** What the command writes to standard output. */
    private static String run(TestServer server, int status, String... more) {
        PrintStream usual = System.out;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        try {
            String[] replay = {
                "replay",
                "--server",
                server.adminUri("").toString(),
                "--data",
                server.folder().resolve("data").toString()
            };
            String[] all = Stream.of(replay, more).flatMap(Stream::of).toArray(String[]::new);
            assertThat(CommandLineTool.run(all)).isEqualTo(status);
        } finally {
            System.setOut(usual);
        }
        return output.toString(StandardCharsets.UTF_8).strip();
    }
}
