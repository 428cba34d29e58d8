package dev.hookwright.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.sandbox.Received;
import dev.hookwright.sandbox.Sandbox;
import dev.hookwright.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every connector against the look-alike of its vendor, with what its table in src/test/resources/connectors sends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxTest {
    private static final String SECRET = "s+e/c=r&t%20#\"'\\$ ü {x} ${body} end";
    /** Those that speak no HTTP have no table. */
    private static final Set<String> NO_HTTP = Set.of("jdbc-upsert-action", "smtp-send-sink");

    private static final Set<String> OF_THE_CONNECTION =
            Set.of("Host", "Connection", "Content-Length", "Transfer-Encoding");

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Sandbox sandbox = new Sandbox(0, 0, List.of(), List.of(), log::add);
    private final List<ConnectorTable> tables = ConnectorTable.all();
    private TestServer server;

    @BeforeAll
    void start(@TempDir Path folder) {
        server = new TestServer(folder).setting("connector.secret", SECRET);
        sandbox.settings().forEach(server::setting);
        StringBuilder endpoints = new StringBuilder("mail: {provider: unsigned, routes: {mail: {retry: [1s]}}}\n");
        for (ConnectorTable table : tables) {
            String name = table.name();
            endpoints.append("%1$s: {provider: unsigned, routes: {%1$s: {retry: [1s]}}}%n".formatted(name));
            server.route(
                    name,
                    name,
                    "- to: {id: step, uri: \"kamelet:%s\", parameters: {%s}}".formatted(name, parameters(table)));
        }
        server.route("mail", "mail", """
                - to: {id: step, uri: "kamelet:smtp-send-sink", parameters: {host: "{{smtp.host}}", port: "{{smtp.port}}", \
                security: "{{smtp.security}}", from: "{{smtp.from}}"}}""");
        server.file("routes/endpoints.yaml", endpoints.toString()).start();
    }

    @AfterAll
    void stop() {
        server.close();
        sandbox.close();
    }

    private String parameters(ConnectorTable table) {
        StringBuilder parameters = new StringBuilder();
        if (!table.parameters().has("baseUrl") && !table.parameters().has("webhookUrl")) {
            parameters
                    .append("baseUrl: \"")
                    .append(sandbox.url(vendor(table.name())))
                    .append("\", ");
        }
        table.parameters().properties().forEach(field -> {
            String value = field.getValue()
                    .toString()
                    .replace("{{target}}/oauth/token", sandbox.url("oauth") + "/token")
                    .replace("{{target}}/jenkins", sandbox.url("jenkins"))
                    .replace("{{target}}", sandbox.url(vendor(table.name())));
            parameters
                    .append(field.getKey())
                    .append(": ")
                    .append(value.equals("\"SECRET\"") ? "\"RAW({{connector.secret}})\"" : value)
                    .append(", ");
        });
        return parameters.toString();
    }

    private static String vendor(String connector) {
        return switch (connector) {
            case "google-sheets-append-action" -> "google-sheets";
            case "mailchimp-transactional-send-action" -> "mandrill";
            case "http-request-action", "signed-webhook-sink" -> "http";
            default -> connector.substring(0, connector.indexOf('-'));
        };
    }

    private JsonNode ended(String connector, String body) {
        String id = server.accepted(connector, body);
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> List.of("waiting", "dead", "succeeded")
                        .contains(server.event(id).at("/runs/0/status").asText()));
        return server.event(id).at("/runs/0");
    }

    @TestFactory
    Stream<DynamicContainer> each_connector() {
        return tables.stream()
                .map(table -> DynamicContainer.dynamicContainer(
                        table.name(),
                        List.of(
                                DynamicTest.dynamicTest("gets its work done", () -> checkWork(table)),
                                DynamicTest.dynamicTest("shows no secret", () -> checkMasking(table)),
                                DynamicTest.dynamicTest("needs credentials", () -> checkCredentials(table)))));
    }

    private void checkWork(ConnectorTable table) {
        for (JsonNode request : table.requests()) {
            int before = sandbox.requests(vendor(table.name())).size();
            JsonNode run = ended(table.name(), request.path("body").toString());
            assertThat(run.path("status").asText()).as(run.toString()).isEqualTo("succeeded");
            assertThat(sandbox.requests(vendor(table.name()))).hasSizeGreaterThan(before);
        }
    }

    private void checkMasking(ConnectorTable table) {
        String shown = get("/_sandbox/requests?vendor=" + vendor(table.name()))
                + log.toString()
                + send("GET", "/", "").body();
        assertThat(shown.replace("%2F", "/").replace("%3D", "=").replace("%2B", "+"))
                .contains(vendor(table.name()))
                .doesNotContain("s+e/c", "C2FVsBQIhrscChlQIMV");
    }

    /** What came last, once more and without what was masked. */
    private void checkCredentials(ConnectorTable table) {
        List<Received> all = sandbox.requests(vendor(table.name()));
        Received last = all.get(all.size() - 1);
        boolean inHeaders = last.headers().values().stream().anyMatch(value -> value.endsWith("***"));
        if (!inHeaders || last.vendor().equals("http")) {
            return;
        }
        HttpRequest.Builder again = HttpRequest.newBuilder(
                        URI.create(sandbox.url(last.vendor()) + last.path() + last.query()))
                .method(last.method(), HttpRequest.BodyPublishers.ofString(last.body()));
        last.headers().forEach((name, value) -> {
            if (!value.endsWith("***") && !OF_THE_CONNECTION.contains(name)) {
                again.setHeader(name, value);
            }
        });
        HttpResponse<String> answer = server.send(again.build());
        if (last.vendor().equals("slack")) {
            assertThat(answer.body()).contains("not_authed");
        } else {
            assertThat(answer.statusCode()).as(last + answer.body()).isEqualTo(401);
        }
    }

    @Test
    void a_mail_is_kept_and_the_mail_server_fails_as_told() {
        sandbox.fail("smtp=451x1");
        String mail = "{\"to\": \"ann@example.com\", \"subject\": \"Hi <b>\", \"text\": \"t\"}";
        String id = server.accepted("mail", mail);
        server.awaitRuns(id, "succeeded");
        assertThat(server.event(id).at("/runs/0/steps/0/attempts")).hasSize(2);
        assertThat(sandbox.mails()).hasSize(1);
        assertThat(sandbox.requests("smtp")).extracting(Received::status).containsExactly(451, 250);
        assertThat(get("/_sandbox/mails").at("/items/0/subject").asText()).isEqualTo("Hi <b>");
    }

    @Test
    void every_connector_has_a_look_alike() throws IOException {
        Set<String> connectors = new TreeSet<>(NO_HTTP);
        tables.forEach(table -> connectors.add(table.name()));
        try (Stream<Path> files = Files.list(Path.of("connectors"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".kamelet.yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(connectors);
        }
    }

    private JsonNode get(String path) {
        HttpResponse<String> answer = send("GET", path, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return TestServer.json(answer.body());
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return server.send(HttpRequest.newBuilder(URI.create(sandbox.url() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }
}
