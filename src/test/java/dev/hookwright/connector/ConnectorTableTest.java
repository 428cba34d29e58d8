package dev.hookwright.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.TestServer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Each connector as its table in src/test/resources/connectors says: on the wire, and when the vendor refuses. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectorTableTest {
    private final Target target = new Target();
    private final List<ConnectorTable> tables = ConnectorTable.all();
    private TestServer server;

    /** One server for all: a route for each connector, with headers in the message that must not get out. */
    @BeforeAll
    void start(@TempDir Path folder) {
        server = new TestServer(folder)
                .setting("target", target.url())
                .setting("connector.secret", TableWords.AWKWARD_SECRET);
        server.file("routes/once.camel.yaml", """
                - routeConfiguration:
                    id: once
                    onException:
                      - onException:
                          exception: [java.lang.Exception]
                          redeliveryPolicy: {maximumRedeliveries: 0, logStackTrace: false, logExhausted: false}
                """);
        StringBuilder endpoints = new StringBuilder();
        for (ConnectorTable table : tables) {
            endpoints
                    .append(table.name())
                    .append(": {provider: unsigned, routes: {")
                    .append(table.name())
                    .append(": {retry: [1s]}}}\n");
            server.file("routes/" + table.name() + ".camel.yaml", route(table));
        }
        server.file("routes/endpoints.yaml", endpoints.toString()).start();
    }

    private static String route(ConnectorTable table) {
        StringBuilder parameters = new StringBuilder();
        if (!table.parameters().has("baseUrl")) {
            parameters.append("                baseUrl: \"{{target}}\"\n");
        }
        table.parameters().properties().forEach(field -> {
            String value = field.getValue().asText();
            parameters
                    .append("                ")
                    .append(field.getKey())
                    .append(": ")
                    .append(value.equals(TableWords.SECRET) ? "\"RAW({{connector.secret}})\"" : field.getValue())
                    .append("\n");
        });
        return """
                - route:
                    id: %1$s
                    routeConfigurationId: once
                    from:
                      uri: platform-http:/hooks/%1$s
                      steps:
                        - setHeader: {name: Authorization, expression: {constant: {expression: "Bearer leaked"}}}
                        - setHeader: {name: CamelHttpPath, expression: {constant: {expression: "/steered"}}}
                        - setHeader: {name: CamelHttpQuery, expression: {constant: {expression: "steered=1"}}}
                        - setHeader: {name: CamelHttpUri, expression: {constant: {expression: "http://127.0.0.1:9/"}}}
                        - setHeader: {name: CamelHttpMethod, expression: {constant: {expression: "DELETE"}}}
                        - setHeader: {name: X-Leak, expression: {constant: {expression: "leaked"}}}
                        - to:
                            id: step
                            uri: "kamelet:%1$s"
                            parameters:
                %2$s
                """.formatted(table.name(), parameters.toString().indent(8).stripTrailing());
    }

    @AfterAll
    void stop() {
        server.close();
        target.close();
    }

    @TestFactory
    Stream<DynamicContainer> connectors() {
        return tables.stream()
                .map(table -> DynamicContainer.dynamicContainer(
                        table.name(),
                        Stream.concat(
                                table.requests().stream()
                                        .map(request -> DynamicTest.dynamicTest(
                                                request.path("name").asText(), () -> checkRequest(table, request))),
                                table.failures().stream()
                                        .map(failure -> DynamicTest.dynamicTest(
                                                failure.toString(), () -> checkFailure(table, failure))))));
    }

    private void checkRequest(ConnectorTable table, JsonNode request) {
        List<JsonNode> wanted = ConnectorTable.calls(request);
        int before = target.calls().size();
        AtomicInteger turn = new AtomicInteger();
        target.answer(call -> ConnectorTable.answer(wanted.get(Math.min(turn.getAndIncrement(), wanted.size() - 1))));
        String id = server.accepted(table.name(), request.path("body").toString());
        JsonNode event = ended(id);
        assertThat(event.at("/runs/0/status").asText())
                .as(event.at("/runs/0/error").asText())
                .isEqualTo("succeeded");
        List<Target.Call> calls = target.calls().subList(before, target.calls().size());
        assertThat(calls).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.size(); i++) {
            check(wanted.get(i), calls.get(i), event);
        }
        String left = event.at("/runs/0/steps/0/attempts/0/response").asText("");
        if (request.has("gives")) {
            assertThat(TestServer.json(left)).isEqualTo(request.path("gives"));
        } else if (table.name().endsWith("-sink")) {
            assertThat(left).isEmpty();
        }
    }

    private static void check(JsonNode wanted, Target.Call call, JsonNode event) {
        assertThat(call.method() + " " + call.path())
                .isEqualTo(wanted.path("method").asText("POST") + " "
                        + TableWords.path(wanted.path("path").asText()));
        assertThat(call.query() == null ? "" : call.query())
                .isEqualTo(TableWords.text(wanted.path("query").asText(""), event));
        assertThat(call.headers()).doesNotContainKeys("x-leak");
        assertThat(call.headers().getOrDefault("authorization", "")).doesNotContain("leaked");
        wanted.path("headers")
                .properties()
                .forEach(header -> assertThat(call.headers())
                        .containsEntry(
                                header.getKey(),
                                TableWords.text(header.getValue().asText(), event)));
        if (wanted.has("sends")) {
            assertThat(TestServer.json(call.body()))
                    .isEqualTo(
                            TestServer.json(TableWords.json(wanted.path("sends").toString(), event)));
        }
        if (wanted.has("sendsForm")) {
            Map<String, String> form = new TreeMap<>();
            wanted.path("sendsForm")
                    .properties()
                    .forEach(field -> form.put(
                            field.getKey(), TableWords.text(field.getValue().asText(), event)));
            assertThat(form(call.body())).isEqualTo(form);
        }
        if (wanted.has("sendsText")) {
            assertThat(call.body())
                    .isEqualTo(TableWords.text(wanted.path("sendsText").asText(), event));
        }
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new TreeMap<>();
        for (String pair : body.split("&")) {
            String[] parts = pair.split("=", 2);
            form.merge(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    parts.length > 1 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "",
                    (one, other) -> one + ", " + other);
        }
        return form;
    }

    private void checkFailure(ConnectorTable table, JsonNode failure) {
        JsonNode first = table.requests().get(0);
        JsonNode body = failure.has("body") ? failure.path("body") : first.path("body");
        List<JsonNode> calls = ConnectorTable.calls(failure);
        AtomicInteger turn = new AtomicInteger();
        target.answer(call -> ConnectorTable.answer(calls.get(Math.min(turn.getAndIncrement(), calls.size() - 1))));
        int before = target.calls().size();
        Instant now = server.clock().instant();
        JsonNode event = ended(server.accepted(table.name(), body.toString()));
        JsonNode run = event.at("/runs/0");
        assertThat(run.path("status").asText())
                .as(event.toString())
                .isEqualTo(failure.path("ends").asText());
        assertThat(event.toString()).doesNotContain("s+e/c=r&t");
        assertThat(target.calls().size() - before)
                .isEqualTo(failure.path("called").asInt(calls.size()));
        JsonNode last = calls.get(calls.size() - 1);
        if (last.at("/answer/status").asInt(200) >= 300 && last.at("/answer").has("body")) {
            assertThat(run.at("/steps/0/attempts/0/response").asText())
                    .isEqualTo(ConnectorTable.answer(last).body());
        }
        if (failure.has("error")) {
            assertThat(run.path("error").asText())
                    .contains(failure.path("error").asText());
        }
        if (failure.has("rests")) {
            assertThat(Duration.between(now, Instant.parse(run.path("dueAt").asText())))
                    .isBetween(
                            Duration.ofSeconds(failure.path("rests").asLong() - 1),
                            Duration.ofSeconds(failure.path("rests").asLong() + 60));
        } else if (!"succeeded".equals(failure.path("ends").asText())) {
            // Nobody is called for a while who fails again and again.
            checkRequest(table, first);
        }
    }

    private JsonNode ended(String id) {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> List.of("waiting", "dead", "succeeded")
                        .contains(server.event(id).at("/runs/0/status").asText()));
        return server.event(id);
    }
}
