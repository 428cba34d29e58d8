package dev.hookwright.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.Gate;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.Target.Reply;
import dev.hookwright.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopTest {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    @Test
    void a_call_that_hangs_is_not_waited_for_twice() throws Exception {
        Gate never = new Gate();
        try (Target target = new Target()) {
            target.answer(call -> {
                never.pass();
                return Reply.ok("{}");
            });
            TestServer server = new TestServer(folder)
                    .file("routes/endpoints.yaml", "open: {provider: unsigned}\n")
                    .route("open", "open", "- to: {id: call, uri: \"" + target.url() + "\"}")
                    .setting("hookwright.shutdown-timeout", LIMIT.toSeconds() + "s")
                    .start();
            server.accepted("open", "{}");
            never.awaitReached();
            long began = System.nanoTime();
            server.close();
            // Two seconds more are given to end a step; Camel would wait for another five.
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LIMIT.plusSeconds(5));
        } finally {
            never.open();
        }
    }
}
