package dev.hookwright.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hookwright.config.AddressRanges;
import dev.hookwright.config.ClientAddress;
import dev.hookwright.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an endpoint takes: from whom, how much, of what form. */
class LimitsTest {
    @TempDir
    private Path folder;

    private TestServer server;

    private void start(String endpoint) {
        server = new TestServer(folder)
                .file(
                        "order.schema.json",
                        "{\"type\": \"object\", \"required\": [\"id\"], \"properties\": {\"id\": {\"type\": \"integer\"},"
                                + " \"note\": {\"pattern\": \"^(a|b)*$\"}}}")
                .file("routes/endpoints.yaml", "in: " + endpoint + "\n")
                .route("in", "in", "- log: {message: \"taken\"}")
                .setting("hookwright.http.trusted-proxies", "127.0.0.0/8, ::1")
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_sender_from_elsewhere_is_not_let_in() {
        start("{provider: unsigned, allowFrom: [192.0.2.0/24, \"2001:db8::/32\"]}");
        assertThat(server.post("in", "{}").statusCode()).isEqualTo(403);
        assertThat(server.post("in", "{}", "X-Forwarded-For", "198.51.100.1").statusCode())
                .isEqualTo(403);
        // What the sender itself says of those before it is not believed.
        assertThat(server.post("in", "{}", "X-Forwarded-For", "192.0.2.7, 198.51.100.1")
                        .statusCode())
                .isEqualTo(403);
        String event = server.accepted("in", "{}", "X-Forwarded-For", "203.0.113.9, 192.0.2.7");
        assertThat(server.event(event).path("remoteAddress").asText()).isEqualTo("192.0.2.7");
        server.accepted("in", "{}", "X-Forwarded-For", "2001:db8::1");
        await().until(() -> server.rejections().size() == 3);
        assertThat(server.rejections().get(0)).contains("198.51.100.1 is in none of the ranges");
        // Some proxies name the port as well; what is no address at all is in no range.
        event = server.accepted("in", "{}", "X-Forwarded-For", "192.0.2.7:40123");
        assertThat(server.event(event).path("remoteAddress").asText()).isEqualTo("192.0.2.7");
        server.accepted("in", "{}", "X-Forwarded-For", "[2001:db8::1]:443");
        assertThat(server.post("in", "{}", "X-Forwarded-For", "x".repeat(200)).statusCode())
                .isEqualTo(403);
        await().until(() -> server.rejections().size() == 4);
    }

    @Test
    void more_than_the_rate_is_refused_with_the_time_to_come_back() {
        start("{provider: github, secrets: [s], rate: 2/m}");
        for (int i = 0; i < 5; i++) {
            assertThat(server.post("in", "{}").statusCode())
                    .as("forged ones use nothing up")
                    .isEqualTo(401);
        }
        assertThat(signed("1").statusCode()).isEqualTo(202);
        assertThat(signed("2").statusCode()).isEqualTo(202);
        HttpResponse<String> refused = signed("3");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("\"code\":\"too-many-requests\"");
        assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 30);
    }

    private HttpResponse<String> signed(String delivery) {
        return server.post(
                "in",
                "{}",
                "X-GitHub-Delivery",
                delivery,
                "X-Hub-Signature-256",
                "sha256=143ca8d517ba1b181025d732b1cf275d90104fca57bb02a565542978aa18c4b6");
    }

    @Test
    void a_payload_that_does_not_meet_the_schema_is_refused() {
        start("{provider: unsigned, schema: order.schema.json}");
        server.accepted("in", "{\"id\": 7}");
        assertThat(server.post("in", "{\"id\": \"7\"}").statusCode()).isEqualTo(422);
        assertThat(server.post("in", "not json", "Content-Type", "text/plain").statusCode())
                .isEqualTo(400);
        await().until(() -> server.rejections().size() == 2);
        assertThat(server.rejections().get(1)).contains("$.id: string found, integer expected");
    }

    @Test
    void what_was_refused_before_its_body_came_is_not_let_in_without_it() {
        start("{provider: unsigned, allowFrom: [192.0.2.0/24]}");
        HttpRequest chunked = HttpRequest.newBuilder(server.hooks("in"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream("{\"id\": 7}".getBytes(UTF_8))))
                .build();
        assertThat(server.send(chunked).statusCode()).isEqualTo(403);
        await().until(() -> server.rejections().size() == 1);
        String id = server.get("/api/v1/rejections").at("/items/0/id").asText();
        HttpRequest accept = server.admin("/api/v1/rejections/" + id + "/accept")
                .POST(BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = server.send(accept);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
        assertThat(answer.body()).contains("body-not-kept");
        assertThat(server.get("/api/v1/events").path("items")).isEmpty();
    }

    @Test
    void a_text_that_is_too_long_for_a_schema_s_pattern_is_answered() {
        start("{provider: unsigned, schema: order.schema.json}");
        server.accepted("in", "{\"id\": 7, \"note\": \"ab\"}");
        HttpResponse<String> answer = server.post("in", "{\"id\": 7, \"note\": \"" + "a".repeat(500_000) + "\"}");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("schema-not-met");
        await().until(() -> server.rejections().size() == 1);
        assertThat(server.rejections().get(0)).contains("the endpoint's schema cannot be checked");
    }

    @Test
    void only_what_trusted_proxies_say_is_believed() {
        start("{provider: unsigned}");
        ClientAddress trusting = new ClientAddress(AddressRanges.parse(List.of("10.0.0.0/8")));
        assertThat(trusting.of("192.0.2.1", Map.of("x-forwarded-for", List.of("10.0.0.1"))))
                .isEqualTo("192.0.2.1");
        assertThat(trusting.of("10.0.0.1", Map.of())).isEqualTo("10.0.0.1");
        assertThat(trusting.of("10.0.0.1", Map.of("x-forwarded-for", List.of("1.1.1.1, 2.2.2.2", "10.9.9.9"))))
                .isEqualTo("2.2.2.2");
        assertThat(new ClientAddress(AddressRanges.NONE).of("10.0.0.1", Map.of("x-forwarded-for", List.of("1.1.1.1"))))
                .isEqualTo("10.0.0.1");
    }
}
