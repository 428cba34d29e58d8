package dev.hookwright.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.Gate;
import dev.hookwright.testing.RouteTests;
import dev.hookwright.testing.Target.Reply;
import dev.hookwright.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that dies in the middle of calls: each of them is told as perhaps made, and no other. */
class InterruptedRunsTest extends RouteTests {
    private final Gate restart = new Gate();

    private static Map<String, String> outcomes(JsonNode event) {
        Map<String, String> outcomes = new TreeMap<>();
        event.path("runs")
                .forEach(run -> run.path("steps").forEach(step -> {
                    StringBuilder all = new StringBuilder();
                    step.path("attempts")
                            .forEach(attempt -> all.append(' ')
                                    .append(attempt.path("outcome").asText())
                                    .append(attempt.path("perhapsTwice").asBoolean() ? " twice?" : ""));
                    outcomes.put(step.path("id").asText(), all.toString().strip());
                }));
        return outcomes;
    }

    private static TestServer write(TestServer server) {
        return server.file("routes/endpoints.yaml", "in: {provider: unsigned}\n")
                .route("parallel", "in", """
                        - multicast:
                            parallelProcessing: true
                            steps:
                              - to: {id: a, uri: "{{target}}/a"}
                              - to: {id: b, uri: "{{target}}/b"}
                        - to: {id: c, uri: "{{target}}/c"}
                        """)
                .route("one-by-one", "in", """
                        - split:
                            expression: {jq: {expression: ".items[]"}}
                            steps:
                              - to: {id: item, uri: "{{target}}/item"}
                        """);
    }

    /** The data folder as it is found after a process was killed just now. */
    private Path asIfItHadDied(Path folder) throws IOException {
        Path data = Files.createDirectories(folder.resolve("after/data"));
        for (String name : List.of("ledger.mv.db", "ledger.journal")) {
            Files.copy(server.folder().resolve("data").resolve(name), data.resolve(name));
        }
        return data;
    }

    @Test
    void the_calls_that_were_open_are_unknown_and_the_others_are_not(@TempDir Path folder) throws IOException {
        target.answer(call -> {
            boolean hangs = call.path().equals("/a")
                    || call.path().equals("/b")
                    || call.body().equals("{\"n\":2}");
            if (hangs) {
                restart.pass();
            }
            return Reply.ok("{}");
        });
        write(server).setting("hookwright.shutdown-timeout", "10ms").start();
        String id = server.accepted("in", "{\"items\": [{\"n\":1}, {\"n\":2}, {\"n\":3}]}");
        server.awaitRuns(id, "running");
        await().until(() -> target.calls().size() == 4);

        Path data = asIfItHadDied(folder);
        server.close();
        restart.open();
        server = write(new TestServer(data.getParent())).setting("target", target.url());
        server.start();

        assertThat(outcomes(server.awaitRuns(id, "succeeded")))
                .isEqualTo(Map.of(
                        "a", "unknown succeeded twice?",
                        "b", "unknown succeeded twice?",
                        "c", "succeeded",
                        "item[0]", "succeeded",
                        "item[1]", "unknown succeeded twice?",
                        "item[2]", "succeeded"));
        assertThat(target.calls("/c")).hasSize(1);
    }
}
