package dev.hookwright.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The sandbox fails as it is told, and shows what arrived. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxControlTest {
    /** A sender's secrets, what has its own words in an example, and the server's own API, which no vendor has. */
    private static final Pattern OF_NO_VENDOR = Pattern.compile(
            ".*\\.signing\\.secret|agent\\.header|salesforce\\.external-id-field|gitlab\\.ref|smtp\\.username|smtp\\.password"
                    + "|digest\\.(cron|time-zone|url|admin-token)|alerts\\.mail-to|orders\\.url|(tips|survey)\\.delay");

    private SandboxCaller sandbox;

    @BeforeAll
    void start() {
        sandbox = new SandboxCaller("hubspot", "slack", "telegram", "http");
    }

    @BeforeEach
    void forget() {
        sandbox.json(204, "DELETE", "/_sandbox/fail", "");
        sandbox.json(204, "DELETE", "/_sandbox/requests", "");
        sandbox.log().clear();
    }

    @AfterAll
    void stop() {
        sandbox.close();
    }

    private JsonNode requests(String query) {
        return sandbox.json(200, "GET", "/_sandbox/requests" + query, "").path("items");
    }

    @Test
    void a_vendor_fails_as_often_as_told_and_the_others_do_not() {
        sandbox.json(
                200,
                "POST",
                "/_sandbox/fail",
                "{\"vendor\":\"http\",\"status\":429,\"times\":2,\"retryAfter\":7,\"body\":{\"a\":1}}");
        sandbox.sandbox().fail("http=500");
        assertThat(sandbox.json(200, "GET", "/_sandbox/fail", "").path("items")).hasSize(2);
        sandbox.json(404, "GET", "/hubspot/none", "");
        HttpResponse<String> first = sandbox.call("POST", "/http/x", "{}");
        assertThat(first.statusCode()).isEqualTo(429);
        assertThat(first.headers().firstValue("Retry-After")).contains("7");
        assertThat(first.body()).isEqualTo("{\"a\":1}");
        sandbox.json(429, "POST", "/http/x", "{}");
        sandbox.json(500, "POST", "/http/x", "{}");
        sandbox.json(200, "POST", "/http/x", "{}");
        assertThat(requests("?vendor=http"))
                .extracting(item -> item.path("status").asInt())
                .containsExactly(429, 429, 500, 200);
    }

    @Test
    void a_vendor_is_only_slow_where_no_status_is_told() {
        sandbox.json(200, "POST", "/_sandbox/fail", "{\"vendor\":\"http\",\"delayMs\":120}");
        Instant before = Instant.now();
        sandbox.json(200, "POST", "/http/x", "{}");
        assertThat(Duration.between(before, Instant.now())).isGreaterThan(Duration.ofMillis(110));
    }

    @Test
    void failures_can_be_forgotten() {
        sandbox.json(200, "POST", "/_sandbox/fail", "{\"vendor\":\"http\"}");
        sandbox.json(204, "DELETE", "/_sandbox/fail", "");
        sandbox.json(200, "POST", "/http/x", "{}");
    }

    @Test
    void what_cannot_be_done_is_said() {
        Map.of(
                        "{\"vendor\":\"hubspt\"}", "did you mean \\\"hubspot\\\"?",
                        "{\"vendor\":\"http\",\"time\":2}", "did you mean \\\"times\\\"?",
                        "{\"vendor\":\"http\",\"status\":99}", "choose one from 200 to 599",
                        "{\"vendor\":\"http\",\"times\":0}", "1 or more",
                        "{\"vendor\":\"http\",\"times\":\"2\"}", "whole number",
                        "{", "not JSON",
                        "[]", "no object")
                .forEach((body, said) -> assertThat(
                                sandbox.call("POST", "/_sandbox/fail", body).body())
                        .contains(said));
        assertThat(sandbox.json(200, "GET", "/_sandbox/fail", "").path("items")).isEmpty();
        assertThat(sandbox.json(404, "GET", "/hubspt/x", "").path("message").asText())
                .contains("did you mean \"hubspot\"?");
        assertThat(sandbox.json(400, "GET", "/_sandbox/requests?since=yesterday", "")
                        .toString())
                .contains("since");
        assertThatThrownBy(() -> sandbox.sandbox().fail("http:503")).hasMessageContaining("hubspot=503x2");
        assertThatThrownBy(() -> new Sandbox(0, 0, List.of("zendek"), List.of(), line -> {}))
                .hasMessageContaining("did you mean \"zendesk\"?");
    }

    @Test
    void a_port_that_is_taken_is_said() {
        int taken = URI.create(sandbox.sandbox().url()).getPort();
        assertThatThrownBy(() -> new Sandbox(taken, 0, List.of("slack"), List.of(), line -> {}))
                .isInstanceOf(PortTaken.class)
                .hasMessageContaining("port " + taken)
                .hasMessageContaining("--port");
        assertThatThrownBy(() -> new Sandbox(0, taken, List.of("smtp"), List.of(), line -> {}))
                .isInstanceOf(PortTaken.class)
                .hasMessageContaining("--smtp-port");
    }

    @Test
    void requests_are_kept_without_credentials_and_filtered() {
        sandbox.call(
                "POST",
                "/http/a?token=t0psecret",
                "{\"client_secret\":\"t0psecret\",\"n\":[{\"password\":\"t0psecret\"}]}",
                "X-Api-Key",
                "t0psecret");
        sandbox.call("POST", "/telegram/bott0psecret/sendMessage", "{\"chat_id\":1,\"text\":\"hi\"}");
        sandbox.call("POST", "/slack/services/T/B/t0psecret", "{\"text\":\"hi\"}", "Authorization", "Bearer t0psecret");
        Instant then = Instant.now();
        sandbox.call("POST", "/slack/services/T/B/t0psecret", "{\"text\":\"later\"}");
        assertThat(requests("")).hasSize(4);
        assertThat(requests("?vendor=slack")).hasSize(2);
        assertThat(requests("?since=" + then)).hasSize(1);
        assertThat(requests("?vendor=slack").get(0).at("/headers/Authorization").asText())
                .isEqualTo("Bearer ***");
        String shown = requests("")
                + sandbox.log().toString()
                + sandbox.call("GET", "/", "").body();
        assertThat(shown)
                .contains("/bot***/sendMessage", "/services/T/B/***", "?token=***", "later")
                .doesNotContain("t0psecret");
    }

    @Test
    void a_line_tells_each_request_and_cannot_steer_a_terminal() {
        sandbox.call(
                "POST", "/http/x", "{\"text\":\"a\u001b[31mb\u0007\"}".replace("\\", ""), "Content-Type", "text/plain");
        assertThat(sandbox.log()).hasSize(1);
        assertThat(sandbox.log().get(0))
                .matches("[0-9:.]{12}  http +POST /x -> 200  .*")
                .doesNotContain("\u001b", "\u0007");
    }

    @Test
    void the_page_is_text_that_cannot_act() {
        sandbox.call("POST", "/http/x?q=%3Cscript%3E", "{\"text\":\"<img src=x onerror=alert(1)>\"}");
        HttpResponse<String> page = sandbox.call("GET", "/", "");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .contains("default-src 'none'; style-src 'self' 'unsafe-inline'");
        assertThat(page.body()).contains("&lt;img src=x").doesNotContain("<img", "<script");
    }

    @Test
    void what_arrived_is_bounded() {
        Newest<String> newest = new Newest<>(text -> 10 << 20);
        for (String text : List.of("1", "2", "3", "4")) {
            newest.add(text);
        }
        assertThat(newest.all()).containsExactly("2", "3", "4");
        Newest<Integer> small = new Newest<>(number -> 1);
        for (int i = 0; i < 1_500; i++) {
            small.add(i);
        }
        assertThat(small.all()).hasSize(1_000).startsWith(500);
        sandbox.call("POST", "/http/x", "x".repeat(2 << 20), "Content-Type", "text/plain");
        assertThat(requests("").get(0).path("body").asText()).hasSize(1 << 20);
        assertThat(sandbox.call("POST", "/http/x", "x".repeat(9 << 20)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void every_setting_that_an_example_calls_by_is_told() {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("examples"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".camel.yaml"))
                    .toList()) {
                Matcher name =
                        Pattern.compile("\\{\\{([a-z0-9.-]+)").matcher(Files.readString(file, StandardCharsets.UTF_8));
                while (name.find()) {
                    used.add(name.group(1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Set<String> told = new TreeSet<>();
        Vendors.all().forEach(vendor -> told.addAll(Vendors.settings(vendor).keySet()));
        assertThat(used)
                .isNotEmpty()
                .filteredOn(name -> !OF_NO_VENDOR.matcher(name).matches())
                .isSubsetOf(told);
    }
}
