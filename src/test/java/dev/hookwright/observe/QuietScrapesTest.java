package dev.hookwright.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.hookwright.testing.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class QuietScrapesTest {
    @Test
    void a_second_look_at_the_metrics_warns_of_nothing(@TempDir Path folder) {
        Logger library = (Logger) LoggerFactory.getLogger("io.micrometer");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        library.addAppender(log);
        try (TestServer server = new TestServer(folder)
                .file("routes/endpoints.yaml", "shop: {provider: unsigned}\n")
                .route("sell", "shop", "- log: sold")
                .start()) {
            scrape(server);
            scrape(server);
        } finally {
            library.detachAppender(log);
        }
        assertThat(log.list).isEmpty();
    }

    private static void scrape(TestServer server) {
        assertThat(server.send(server.admin("/observe/metrics").build()).body())
                .contains("hookwright_runs_ended_total{route=\"sell\",status=\"cancelled\"} 0.0");
    }
}
