package dev.hookwright.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import com.stripe.net.Webhook.Util;
import dev.hookwright.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What senders are answered, by the contract; signed with the vendors' own libraries where there are any. */
class AnswersTest {
    private static final String STRIPE_SECRET = "whsec_stripe_test";
    private static final String STANDARD_SECRET = "whsec_"
            + Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));

    private TestServer server;

    @BeforeEach
    void start(@TempDir Path folder) {
        server = new TestServer(folder)
                .file("routes/endpoints.yaml", """
                stripe: {provider: stripe, secrets: [whsec_newer, %s]}
                github: {provider: github, secrets: [github-secret]}
                standard: {provider: standard-webhooks, secrets: ["%s"]}
                open: {provider: unsigned, maxBody: 2KiB}
                byHeader: {provider: unsigned, dedupKey: "header:X-Delivery"}
                byJq: {provider: unsigned, dedupKey: "jq:.order.id"}
                byBody: {provider: unsigned, dedupKey: body}
                echo: {provider: echo, secrets: [s], config: {token: open}}
                """.formatted(STRIPE_SECRET, STANDARD_SECRET))
                .file("providers/echo.yaml", """
                schemes: [{type: token, source: {header: x-token}}]
                handshake:
                  - match: {method: GET, query: challenge}
                    check: {value: "{query.token}", equals: "{config.token}", else-status: 403}
                    respond: {status: 200, headers: {x-seen: "1"}, body: "{query.challenge}"}
                """)
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String stripeHeader(String body, long at) {
        try {
            return "t=" + at + ",v1=" + Util.computeHmacSha256(STRIPE_SECRET, at + "." + body);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private long now() {
        return server.clock().instant().getEpochSecond();
    }

    private static String githubHeader(String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("github-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static void assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
        JsonNode problem = TestServer.json(response.body());
        assertThat(problem.path("code").asText()).isEqualTo(code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
    }

    @Test
    void a_delivery_signed_by_stripe_s_library_is_accepted_once() {
        String body = "{\"id\": \"evt_1\", \"type\": \"invoice.paid\"}";
        String id = server.accepted("stripe", body, "Stripe-Signature", stripeHeader(body, now()));
        HttpResponse<String> again = server.post("stripe", body, "Stripe-Signature", stripeHeader(body, now() + 1));
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo("{\"id\":\"" + id + "\",\"status\":\"duplicate\"}");
        JsonNode event = server.event(id);
        assertThat(event.path("type").asText()).isEqualTo("invoice.paid");
        assertThat(event.path("dedupKey").asText()).isEqualTo("evt_1");
        assertThat(event.path("body").asText()).isEqualTo(body);
        assertThat(event.path("runs")).isEmpty();
    }

    @Test
    void a_delivery_with_a_byte_changed_is_refused_and_kept_with_its_reason() {
        String body = "{\"id\": \"evt_1\", \"type\": \"invoice.paid\"}";
        String signature = stripeHeader(body, now());
        assertProblem(
                server.post("stripe", body.replace("1", "2"), "Stripe-Signature", signature), 401, "not-verified");
        assertProblem(server.post("stripe", body), 401, "not-verified");
        assertProblem(
                server.post("stripe", body, "Stripe-Signature", stripeHeader(body, now() - 301)), 401, "not-verified");
        assertProblem(
                server.post("stripe", body, "Stripe-Signature", stripeHeader(body, now() + 301)), 401, "not-verified");
        await().until(() -> server.rejections().size() == 4);
        assertThat(server.rejections()).anySatisfy(reason -> assertThat(reason).contains("301 s in the past"));
        assertThat(server.rejections()).anySatisfy(reason -> assertThat(reason).contains("no header stripe-signature"));
        assertThat(server.rejections().toString()).doesNotContain(STRIPE_SECRET);
    }

    @Test
    void a_delivery_signed_by_the_standard_webhooks_library_is_accepted() throws Exception {
        String body = "{\"type\": \"user.created\"}";
        String signature = new Webhook(STANDARD_SECRET).sign("msg_1", now(), body);
        String[] headers = {
            "webhook-id", "msg_1", "webhook-timestamp", String.valueOf(now()), "webhook-signature", signature
        };
        String id = server.accepted("standard", body, headers);
        assertThat(server.event(id).path("dedupKey").asText()).isEqualTo("msg_1");
        assertProblem(server.post("standard", body + " ", headers), 401, "not-verified");
    }

    @Test
    void github_s_ping_is_answered_and_is_no_event() throws Exception {
        String body = "{\"zen\": \"Design for failure.\"}";
        HttpResponse<String> pong =
                server.post("github", body, "X-GitHub-Event", "ping", "X-Hub-Signature-256", githubHeader(body));
        assertThat(pong.statusCode()).isEqualTo(200);
        assertThat(pong.body()).isEqualTo("pong");
        assertProblem(
                server.post("github", body, "X-GitHub-Event", "ping", "X-Hub-Signature-256", githubHeader("{}")),
                401,
                "not-verified");
    }

    @Test
    void a_provider_s_test_by_get_is_answered_and_no_other_get_is() {
        URI echo = server.hooks("echo");
        HttpResponse<String> good =
                server.send(HttpRequest.newBuilder(URI.create(echo + "?challenge=%3Cb%3E&token=open"))
                        .GET()
                        .build());
        assertThat(good.statusCode()).isEqualTo(200);
        assertThat(good.body()).isEqualTo("<b>");
        assertThat(good.headers().map())
                .containsEntry("x-seen", List.of("1"))
                .containsEntry("content-type", List.of("text/plain"))
                .containsEntry("x-content-type-options", List.of("nosniff"));
        HttpRequest bad = HttpRequest.newBuilder(URI.create(echo + "?challenge=a&token=shut"))
                .GET()
                .build();
        assertThat(server.send(bad).statusCode()).isEqualTo(403);
        assertProblem(server.send(HttpRequest.newBuilder(echo).GET().build()), 405, "method-not-allowed");
    }

    @Test
    void github_s_type_is_event_and_action() throws Exception {
        String body = "{\"action\": \"opened\"}";
        String id = server.accepted(
                "github",
                body,
                "X-GitHub-Event",
                "issues",
                "X-GitHub-Delivery",
                "d-1",
                "X-Hub-Signature-256",
                githubHeader(body));
        assertThat(server.event(id).path("type").asText()).isEqualTo("issues.opened");
        assertThat(server.event(id).path("dedupKey").asText()).isEqualTo("d-1");
    }

    @Test
    void a_hundred_posts_of_one_event_at_once_are_one_event() {
        var answers = IntStream.range(0, 100)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> server.post("byHeader", "{}", "X-Delivery", "same")))
                .toList();
        Set<String> ids = new HashSet<>();
        long accepted = answers.stream()
                .map(CompletableFuture::join)
                .peek(answer ->
                        ids.add(TestServer.json(answer.body()).path("id").asText()))
                .filter(answer -> answer.statusCode() == 202)
                .count();
        assertThat(accepted).isEqualTo(1);
        assertThat(ids).hasSize(1);
    }

    @Test
    void the_dedup_key_is_what_the_endpoint_says() {
        server.accepted("byJq", "{\"order\": {\"id\": 5}, \"n\": 1}");
        assertThat(server.post("byJq", "{\"n\": 2, \"order\": {\"id\": 5}}").statusCode())
                .isEqualTo(200);
        assertProblem(server.post("byJq", "{\"order\": {}}"), 400, "no-dedup-key");
        assertProblem(server.post("byJq", "{\"order\": {\"id\": \"\"}}"), 400, "no-dedup-key");
        assertProblem(server.post("byHeader", "{}"), 400, "no-dedup-key");
        server.accepted("byBody", "{\"n\": 1}");
        assertThat(server.post("byBody", "{\"n\": 1}").statusCode()).isEqualTo(200);
        server.accepted("byBody", "{\"n\": 2}");
        server.accepted("open", "{\"n\": 1}");
        server.accepted("open", "{\"n\": 1}");
    }

    @Test
    void what_cannot_be_read_is_refused() {
        for (String body : new String[] {
            "{", "", "{\"a\": 1} x", "{\"a\": 1, \"a\": 2}", "[".repeat(300) + "]".repeat(300), "{\"a\": \"\u0000\"}"
        }) {
            assertProblem(server.post("open", body), 400, "unreadable-body");
        }
        HttpRequest badUtf8 = HttpRequest.newBuilder(server.hooks("open"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'}))
                .build();
        assertProblem(server.send(badUtf8), 400, "unreadable-body");
        assertProblem(
                server.post("open", "a=%zz", "Content-Type", "application/x-www-form-urlencoded"),
                400,
                "unreadable-body");
    }

    @Test
    void methods_types_and_sizes_have_their_answers() {
        HttpRequest get = HttpRequest.newBuilder(server.hooks("open")).GET().build();
        HttpResponse<String> answer = server.send(get);
        assertProblem(answer, 405, "method-not-allowed");
        assertThat(answer.headers().firstValue("allow")).hasValue("POST");
        assertProblem(server.post("open", "x", "Content-Encoding", "gzip"), 415, "unsupported-content-encoding");
        assertProblem(server.post("open", "x", "Content-Type", "nonsense"), 415, "unsupported-media-type");
        String limit = "\"" + "a".repeat(2 * 1024 - 2) + "\"";
        server.accepted("open", limit);
        assertProblem(server.post("open", limit + " "), 413, "body-too-large");
        HttpRequest chunked = HttpRequest.newBuilder(server.hooks("open"))
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(new byte[2 * 1024 + 1])))
                .build();
        assertProblem(server.send(chunked), 413, "body-too-large");
        assertProblem(server.post("nothing", "{}"), 404, "no-such-endpoint");
    }

    @Test
    void the_admin_api_wants_the_token() throws IOException {
        for (String path : new String[] {"/api/v1/events", "/api/v1/events/evt_1", "/api/v1/nothing"}) {
            HttpRequest none = HttpRequest.newBuilder(server.adminUri(path)).build();
            assertProblem(server.send(none), 401, "no-token");
            HttpRequest wrong = HttpRequest.newBuilder(server.adminUri(path))
                    .header("Authorization", "Bearer wrong")
                    .build();
            assertProblem(server.send(wrong), 401, "no-token");
        }
        assertThat(server.send(HttpRequest.newBuilder(server.adminUri("/observe/health/ready"))
                                .build())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void events_are_listed_newest_first_a_page_at_a_time() {
        String first = server.accepted("open", "{\"n\": \"one\"}");
        String second = server.accepted("byBody", "{\"n\": \"two\"}");
        JsonNode page = server.get("/api/v1/events?limit=1");
        assertThat(page.at("/items/0/id").asText()).isEqualTo(second);
        JsonNode next = server.get(
                "/api/v1/events?limit=1&cursor=" + page.path("nextCursor").asText());
        assertThat(next.at("/items/0/id").asText()).isEqualTo(first);
        assertThat(next.path("nextCursor").isNull()).isTrue();
        assertThat(server.get("/api/v1/events?q=one").path("items")).hasSize(1);
        assertThat(server.get("/api/v1/events?endpoint=open").path("items")).hasSize(1);
        assertThat(server.get("/api/v1/events?q=" + first).path("items")).hasSize(1);
        assertThat(server.get("/api/v1/events?status=dead").path("items")).isEmpty();
        assertProblem(server.send(server.admin("/api/v1/events?limit=0").build()), 400, "bad-parameter");
        assertProblem(server.send(server.admin("/api/v1/events/evt_nothing").build()), 404, "no-such-event");
    }
}
