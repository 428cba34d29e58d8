package dev.hookwright.connector;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** One server with a route for each connector that has a table, and headers in the message that must not get out. */
final class ConnectorServer implements AutoCloseable {
    static final String WORD = "SECRET";
    /** What a token endpoint, any path that ends in /token, gives. */
    static final String TOKEN = "ACCESS-TOKEN";

    private final Target target = new Target();
    private final String secret;
    private final TestServer server;

    ConnectorServer(Path folder, String secret, List<ConnectorTable> tables) {
        this.secret = secret;
        server = new TestServer(folder).setting("target", target.url()).setting("connector.secret", secret);
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

    /** An event that ended, and the calls that it led to, those for tokens apart. */
    record Driven(JsonNode event, List<Target.Call> calls) {
        String status() {
            return event.at("/runs/0/status").asText();
        }

        String error() {
            return event.at("/runs/0/error").asText();
        }
    }

    /** Sends a body through a connector while the vendor answers as the case's calls say, the last one for ever. */
    Driven drive(ConnectorTable table, JsonNode body, List<JsonNode> answers) {
        int before = calls().size();
        CompletableFuture<String> accepted = new CompletableFuture<String>().orTimeout(20, TimeUnit.SECONDS);
        answer(answers, text -> text.contains("IDEMPOTENCY-") ? json(text, server.event(accepted.join())) : text);
        String id = server.accepted(table.name(), body.toString());
        accepted.complete(id);
        JsonNode event = ended(id);
        List<Target.Call> all = calls();
        return new Driven(event, all.subList(before, all.size()));
    }

    TestServer server() {
        return server;
    }

    /** SECRET is the awkward one, as JSON has it. */
    String json(String json, JsonNode event) {
        String quoted = TextNode.valueOf(secret).toString();
        return StepKey.fill(json.replace(WORD, quoted.substring(1, quoted.length() - 1)), event);
    }

    private void answer(List<JsonNode> cases, UnaryOperator<String> fill) {
        AtomicInteger turn = new AtomicInteger();
        target.answer(call -> isForToken(call)
                ? Target.Reply.ok("{\"access_token\": \"" + TOKEN + "\", \"expires_in\": 3600}")
                : ConnectorTable.answer(cases.get(Math.min(turn.getAndIncrement(), cases.size() - 1)), fill));
    }

    private static boolean isForToken(Target.Call call) {
        return call.path().endsWith("/token");
    }

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

    @Override
    public void close() {
        server.close();
        target.close();
    }
}
