package dev.hookwright.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.TestServer;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
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
    /** Of the kind that breaks URLs, expressions and quoting. */
    static final String AWKWARD_SECRET = "s+e/c=r&t%20#\"'\\$ ü {x} ${body} end";

    private static final String WORD = "SECRET";
    private static final String SECRET_IN_PATH = URLEncoder.encode(AWKWARD_SECRET, StandardCharsets.UTF_8)
            .replace("+", "%20")
            .replace("%27", "'");
    /** What a token endpoint, any path that ends in /token, gives. */
    private static final String TOKEN = "ACCESS-TOKEN";

    private final Target target = new Target();
    private final List<ConnectorTable> tables = ConnectorTable.all();
    private TestServer server;

    /** One server for all: a route for each connector, with headers in the message that must not get out. */
    @BeforeAll
    void start(@TempDir Path folder) {
        server = new TestServer(folder).setting("target", target.url()).setting("connector.secret", AWKWARD_SECRET);
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
        if (!table.parameters().has("baseUrl") && !table.parameters().has("webhookUrl")) {
            parameters.append("                baseUrl: \"{{target}}\"\n");
        }
        table.parameters().properties().forEach(field -> {
            String value = field.getValue().asText();
            parameters
                    .append("                ")
                    .append(field.getKey())
                    .append(": ")
                    .append(value.equals(WORD) ? "\"RAW({{connector.secret}})\"" : field.getValue())
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
        int before = calls().size();
        CompletableFuture<String> accepted = new CompletableFuture<String>().orTimeout(20, TimeUnit.SECONDS);
        answer(wanted, text -> text.contains("IDEMPOTENCY-") ? json(text, server.event(accepted.join())) : text);
        String id = server.accepted(table.name(), request.path("body").toString());
        accepted.complete(id);
        JsonNode event = ended(id);
        assertThat(event.at("/runs/0/status").asText())
                .as(event.at("/runs/0/error").asText())
                .isEqualTo("succeeded");
        List<Target.Call> calls = calls().subList(before, calls().size());
        assertThat(calls).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.size(); i++) {
            check(wanted.get(i), calls.get(i), event);
        }
        JsonNode attempts = event.at("/runs/0/steps/0/attempts");
        String result = attempts.path(attempts.size() - 1).path("response").asText("");
        if (request.has("gives")) {
            assertThat(TestServer.json(result)).isEqualTo(request.path("gives"));
        } else if (table.name().endsWith("-sink")) {
            assertThat(result).isEmpty();
        }
    }

    private static void check(JsonNode wanted, Target.Call call, JsonNode event) {
        assertThat(call.method() + " " + call.path())
                .isEqualTo(wanted.path("method").asText("POST") + " "
                        + text(wanted.path("path").asText().replace(WORD, SECRET_IN_PATH), event));
        assertThat(call.query() == null ? "" : call.query())
                .isEqualTo(text(wanted.path("query").asText(""), event));
        assertThat(call.headers()).doesNotContainKeys("x-leak");
        assertThat(call.headers().getOrDefault("authorization", "")).doesNotContain("leaked");
        wanted.path("headers")
                .properties()
                .forEach(header -> assertThat(call.headers())
                        .containsEntry(header.getKey(), text(header.getValue().asText(), event)));
        if (wanted.has("sends")) {
            assertThat(TestServer.json(call.body()))
                    .isEqualTo(TestServer.json(json(wanted.path("sends").toString(), event)));
        }
        if (wanted.has("sendsForm")) {
            Map<String, String> form = new TreeMap<>();
            wanted.path("sendsForm")
                    .properties()
                    .forEach(field ->
                            form.put(field.getKey(), text(field.getValue().asText(), event)));
            assertThat(form(call.body())).isEqualTo(form);
        }
        if (wanted.has("sendsText")) {
            assertThat(call.body()).isEqualTo(text(wanted.path("sendsText").asText(), event));
        }
    }

    /** SECRET is the awkward one; what begins with BASIC is a user and a password. */
    private static String text(String text, JsonNode event) {
        String filled = StepKey.fill(text.replace(WORD, AWKWARD_SECRET), event);
        return filled.startsWith("BASIC ")
                ? "Basic "
                        + Base64.getEncoder().encodeToString(filled.substring(6).getBytes(StandardCharsets.UTF_8))
                : filled;
    }

    private static String json(String json, JsonNode event) {
        String quoted = com.fasterxml.jackson.databind.node.TextNode.valueOf(AWKWARD_SECRET)
                .toString();
        return StepKey.fill(json.replace(WORD, quoted.substring(1, quoted.length() - 1)), event);
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
        answer(calls, UnaryOperator.identity());
        int before = calls().size();
        Instant now = server.clock().instant();
        JsonNode event = ended(server.accepted(table.name(), body.toString()));
        JsonNode run = event.at("/runs/0");
        assertThat(run.path("status").asText())
                .as(event.toString())
                .isEqualTo(failure.path("ends").asText());
        assertThat(event.toString()).doesNotContain("s+e/c=r&t", TOKEN);
        assertThat(calls().size() - before).isEqualTo(failure.path("called").asInt(calls.size()));
        JsonNode last = calls.get(calls.size() - 1);
        if (last.at("/answer/status").asInt(200) >= 300 && last.at("/answer").has("body")) {
            assertThat(run.at("/steps/0/attempts/0/response").asText())
                    .isEqualTo(ConnectorTable.answer(last, UnaryOperator.identity())
                            .body());
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

    /** Gives the answers one after another, the last one for ever, and a token to whoever asks for one. */
    private void answer(List<JsonNode> cases, UnaryOperator<String> fill) {
        AtomicInteger turn = new AtomicInteger();
        target.answer(call -> isForToken(call)
                ? Target.Reply.ok("{\"access_token\": \"" + TOKEN + "\", \"expires_in\": 3600}")
                : ConnectorTable.answer(cases.get(Math.min(turn.getAndIncrement(), cases.size() - 1)), fill));
    }

    private static boolean isForToken(Target.Call call) {
        return call.path().endsWith("/token");
    }

    /** What came, requests for tokens apart. */
    private List<Target.Call> calls() {
        return target.calls().stream().filter(call -> !isForToken(call)).toList();
    }

    private JsonNode ended(String id) {
        await().pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(20))
                .until(() -> List.of("waiting", "dead", "succeeded")
                        .contains(server.event(id).at("/runs/0/status").asText()));
        return server.event(id);
    }
}
