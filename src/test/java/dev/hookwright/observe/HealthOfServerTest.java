package dev.hookwright.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hookwright.testing.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real server's probes are told. */
class HealthOfServerTest {
    @TempDir
    private Path folder;

    private static HttpResponse<String> health(TestServer server, String which) {
        return server.send(HttpRequest.newBuilder(server.adminUri("/observe/health/" + which))
                .build());
    }

    @Test
    void monitors_that_ask_for_heads_alone_are_answered() {
        try (TestServer server = new TestServer(folder)
                .file("routes/endpoints.yaml", "in: {provider: unsigned}\n")
                .start()) {
            for (String path : List.of("health/live", "health/ready", "metrics")) {
                HttpRequest head = HttpRequest.newBuilder(server.adminUri("/observe/" + path))
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build();
                assertThat(server.send(head).statusCode()).as(path).isEqualTo(200);
            }
        }
    }

    /** The thread that writes is interrupted, as nothing in the product does. */
    private static void killTheWriter() {
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("ledger-writer"))
                .forEach(Thread::interrupt);
    }

    @Test
    void it_tells_of_a_full_disk_and_of_a_writer_that_is_gone() {
        try (TestServer server = new TestServer(folder)
                .file("routes/endpoints.yaml", "in: {provider: unsigned}\n")
                .route("r", "in", "- log: x")
                .setting("hookwright.storage.min-free", "1000000GiB")
                .start()) {
            assertThat(server.post("in", "{}").statusCode()).isEqualTo(503);
            HttpResponse<String> ready = health(server, "ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.headers().firstValue("content-type")).hasValue("application/json");
            assertThat(TestServer.json(ready.body()).at("/checks/2/name").asText())
                    .isEqualTo("disk");
            assertThat(TestServer.json(ready.body()).at("/checks/2/why").asText())
                    .contains("are free in", "hookwright.storage.min-free");
            assertThat(health(server, "live").statusCode()).isEqualTo(200);
            killTheWriter();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> health(server, "live").statusCode() == 503);
            // The latter if it was writing something just then.
            assertThat(health(server, "live").body())
                    .containsPattern("\"why\":\"the ledger('s writer was interrupted| can no longer be written)\"");
        }
    }
}
