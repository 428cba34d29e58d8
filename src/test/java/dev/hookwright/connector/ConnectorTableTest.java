package dev.hookwright.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.TestServer;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each connector as its table in src/test/resources/connectors says: on the wire, and when the vendor refuses; beside
 * what the vendor publishes about its API; and with awkward values.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectorTableTest {
    private static final String WORD = ConnectorServer.WORD;
    private static final String SECRET_IN_PATH = URLEncoder.encode(AwkwardValues.SECRET, StandardCharsets.UTF_8)
            .replace("+", "%20")
            .replace("%27", "'")
            .replace("%28", "(")
            .replace("%29", ")")
            .replace("%3A", ":")
            .replace("%21", "!");

    private static final Path SPECS = Path.of(System.getProperty("hookwright.specs", "../shared/specs"));

    private final List<ConnectorTable> tables = ConnectorTable.all();
    private final Map<DescribedVendor, VendorDescription> descriptions = new HashMap<>();
    /** The calls of each request that went well. */
    private final Map<JsonNode, List<Target.Call>> caught = new HashMap<>();

    private ConnectorServer server;

    @BeforeAll
    void start(@TempDir Path folder) {
        server = new ConnectorServer(folder, AwkwardValues.SECRET, tables);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @TestFactory
    Stream<DynamicContainer> connectors() {
        return tables.stream()
                .map(table -> DynamicContainer.dynamicContainer(
                        table.name(),
                        // What fails goes last: who asks to be left alone is left alone.
                        Stream.of(requests(table), descriptions(table), awkwardValues(table), failures(table))
                                .flatMap(tests -> tests)));
    }

    private Stream<DynamicTest> requests(ConnectorTable table) {
        return table.requests().stream()
                .map(request ->
                        DynamicTest.dynamicTest(request.path("name").asText(), () -> checkRequest(table, request)));
    }

    private Stream<DynamicTest> descriptions(ConnectorTable table) {
        return DescribedVendor.ALL.stream()
                .filter(vendor -> vendor.describes(table.name()))
                .map(vendor ->
                        DynamicTest.dynamicTest("as " + vendor.file() + " says", () -> checkDescribed(vendor, table)));
    }

    private Stream<DynamicTest> awkwardValues(ConnectorTable table) {
        return Stream.of(
                DynamicTest.dynamicTest("awkward values stay values", () -> new AwkwardValues(server, table).check()));
    }

    private Stream<DynamicTest> failures(ConnectorTable table) {
        return table.failures().stream()
                .map(failure -> DynamicTest.dynamicTest(failure.toString(), () -> checkFailure(table, failure)));
    }

    private void checkDescribed(DescribedVendor vendor, ConnectorTable table) {
        assumeTrue(
                Files.exists(SPECS.resolve(vendor.file())),
                () -> "there is no " + vendor.file() + " in " + SPECS
                        + " (name the folder of the vendors' descriptions by -Dhookwright.specs)");
        VendorDescription description = descriptions.computeIfAbsent(vendor, key -> VendorDescription.read(key, SPECS));
        for (JsonNode request : table.requests()) {
            for (Target.Call call : caught.getOrDefault(request, List.of())) {
                assertThat(description.problems(call)).as(call.body()).isEmpty();
            }
        }
    }

    private void checkRequest(ConnectorTable table, JsonNode request) {
        List<JsonNode> wanted = ConnectorTable.calls(request);
        ConnectorServer.Driven driven = server.drive(table, request.path("body"), wanted);
        JsonNode event = driven.event();
        assertThat(driven.status()).as(driven.error()).isEqualTo("succeeded");
        List<Target.Call> calls = driven.calls();
        caught.put(request, calls);
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

    private void check(JsonNode wanted, Target.Call call, JsonNode event) {
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
                    .isEqualTo(TestServer.json(server.json(wanted.path("sends").toString(), event)));
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
        String filled = StepKey.fill(text.replace(WORD, AwkwardValues.SECRET), event);
        return filled.startsWith("BASIC ")
                ? "Basic "
                        + Base64.getEncoder().encodeToString(filled.substring(6).getBytes(StandardCharsets.UTF_8))
                : filled;
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
        Instant now = server.server().clock().instant();
        ConnectorServer.Driven driven = server.drive(table, body, calls);
        JsonNode event = driven.event();
        JsonNode run = event.at("/runs/0");
        assertThat(driven.status())
                .as(event.toString())
                .isEqualTo(failure.path("ends").asText());
        assertThat(event.toString()).doesNotContain("s+e/c=r&t", ConnectorServer.TOKEN);
        assertThat(driven.calls()).hasSize(failure.path("called").asInt(calls.size()));
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
}
