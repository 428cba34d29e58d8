package dev.hookwright.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A line of the log as JSON, and what it says of the run that it is about. */
class JsonLinesTest {
    private static String line(ILoggingEvent event) {
        return new String(new JsonLines().encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void a_line_is_one_object_whatever_is_logged() {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        Logger logger = context.getLogger("a.b");
        LoggingEvent event = new LoggingEvent(
                "",
                logger,
                Level.WARN,
                "said \"{}\"\nand\u202emore\u0085",
                new IllegalStateException("x"),
                new Object[] {"it"});
        String line = line(event);
        assertThat(line)
                .endsWith("}\n")
                .containsOnlyOnce("\n")
                .matches("\\p{ASCII}*")
                .doesNotContain("IllegalState");
        JsonNode json = TestServer.json(line);
        assertThat(json.path("message").asText()).isEqualTo("said \"it\"\nand\u202emore\u0085");
        assertThat(json.path("level").asText()).isEqualTo("WARN");
        assertThat(json.path("logger").asText()).isEqualTo("a.b");
        assertThat(json.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
        assertThat(json.has("runId")).isFalse();
    }

    @Test
    void a_process_that_is_told_to_writes_nothing_else() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ConsoleAppender<ILoggingEvent> console = (ConsoleAppender<ILoggingEvent>) root.getAppender("stderr");
        Encoder<ILoggingEvent> before = console.getEncoder();
        try {
            JsonLines.use();
            assertThat(console.getEncoder()).isInstanceOf(JsonLines.class);
            assertThat(console.getEncoder().isStarted()).isTrue();
        } finally {
            console.setEncoder(before);
        }
    }

    @Test
    void what_a_run_logs_says_of_which_run_it_is_in_every_thread(@TempDir Path folder) {
        List<JsonNode> lines = new CopyOnWriteArrayList<>();
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                lines.add(TestServer.json(line(event)));
            }
        };
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.addAppender(appender);
        Level before = root.getLevel();
        root.setLevel(Level.INFO);
        try (TestServer server = new TestServer(folder)
                .file("routes/endpoints.yaml", "in: {provider: unsigned, routes: {r: {retry: [1m]}}}\n")
                .route("r", "in", """
                        - log: "first"
                        - multicast:
                            parallelProcessing: true
                            steps:
                              - log: "aside"
                              - pipeline:
                                  steps:
                                    - delay: {expression: {constant: {expression: "20"}}, asyncDelayed: true}
                                    - log: "later"
                        - log: "last"
                        - throwException: {exceptionType: java.lang.IllegalArgumentException, message: "no"}
                        """)
                .setting("hookwright.log.format", "json")
                .start()) {
            String id = server.accepted("in", "{}");
            String run = server.awaitRuns(id, "dead").at("/runs/0/id").asText();
            for (String message : List.of("first", "aside", "later", "last", "run " + run + " of r is dead")) {
                assertThat(lines)
                        .filteredOn(line -> line.path("message").asText().startsWith(message))
                        .as(message + " in " + lines)
                        .singleElement()
                        .satisfies(line -> {
                            assertThat(line.path("eventId").asText()).isEqualTo(id);
                            assertThat(line.path("runId").asText()).isEqualTo(run);
                            assertThat(line.path("route").asText()).isEqualTo("r");
                        });
            }
        } finally {
            root.setLevel(before);
            root.detachAppender(appender);
        }
    }
}
