package dev.hookwright.connector;

import static org.awaitility.Awaitility.await;

import dev.hookwright.testing.Target;
import dev.hookwright.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** One connector in a route, called with the payload as its body, and a target in the vendor's place. */
abstract class ConnectorTests {
    final Target target = new Target();
    TestServer server;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        server = new TestServer(folder)
                .setting("target", target.url())
                .setting("connector.secret", AwkwardValues.SECRET)
                .file("routes/endpoints.yaml", """
                        in:
                          provider: unsigned
                          routes: {main: {retry: [1m]}}
                        """);
    }

    @AfterEach
    void stop() {
        server.close();
        target.close();
    }

    /** A route that calls the connector with parameters in YAML's flow form. */
    void start(String connector, String parameters) {
        server.route("main", "in", """
                        - setHeader: {name: Authorization, expression: {constant: {expression: "Bearer leaked"}}}
                        - setHeader: {name: CamelHttpPath, expression: {constant: {expression: "/steered"}}}
                        - setHeader: {name: CamelHttpQuery, expression: {constant: {expression: "steered=1"}}}
                        - setHeader: {name: CamelHttpMethod, expression: {constant: {expression: "DELETE"}}}
                        - setHeader: {name: X-Leak, expression: {constant: {expression: "leaked"}}}
                        - setHeader: {name: Bcc, expression: {constant: {expression: "leak@example.com"}}}
                        - to: {id: step, uri: "kamelet:%s", parameters: %s}
                        """.formatted(connector, parameters)).start();
    }

    /** Sends a payload through and gives the only call that came out of it. */
    Target.Call call(String payload) {
        server.awaitRuns(server.accepted("in", payload), "succeeded");
        List<Target.Call> calls = target.calls();
        return calls.get(calls.size() - 1);
    }

    /** How a run ends when the vendor answers so, and how often it was called by then. */
    String ending(Target.Reply reply, String payload) {
        target.answer(call -> reply);
        int before = target.calls().size();
        String id = server.accepted("in", payload);
        await().until(() -> List.of("waiting", "dead", "succeeded")
                .contains(server.event(id).at("/runs/0/status").asText()));
        return server.event(id).at("/runs/0/status").asText() + " after "
                + (target.calls().size() - before);
    }

    static Target.Reply reply(int status, String body) {
        return new Target.Reply(status, Map.of("Content-Type", "application/json"), body);
    }
}
