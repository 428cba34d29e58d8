package dev.hookwright.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server with a route {@code main} from an unsigned endpoint {@code in}, retried after 1m and 5m, and a target. */
public abstract class RouteTests {
    protected final Target target = new Target();
    protected TestServer server;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        server = new TestServer(folder).setting("target", target.url()).file("routes/endpoints.yaml", """
                in:
                  provider: unsigned
                  routes:
                    main: {retry: [1m, 5m]}
                """);
    }

    @AfterEach
    void stop() {
        server.close();
        target.close();
    }

    protected void start(String steps) {
        server.route("main", "in", steps).start();
    }

    /** What an event's runs ended with, by route. */
    protected static Map<String, String> errors(JsonNode event) {
        Map<String, String> errors = new TreeMap<>();
        for (JsonNode run : event.path("runs")) {
            errors.put(run.path("route").asText(), run.path("error").asText());
        }
        return errors;
    }
}
