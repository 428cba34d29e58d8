package dev.hookwright.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.TestServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why a request was refused, as the operator reads it; and what becomes of one that is let in after all. */
class RejectionsTest {
    private static final String BODY =
            "{\"id\":\"evt_1\",\"type\":\"a.b\",\"url\":\"https://example.com/x\",\"name\":\"é\",\"n\":1.10}";

    @TempDir
    private Path folder;

    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer(folder)
                .file("application.properties", "old.signing.secret=the-former-one\n")
                .file("routes/endpoints.yaml", """
                        shop: {provider: stripe, secrets: [whsec_shop]}
                        test: {provider: stripe, secrets: [whsec_test]}
                        code: {provider: github, secrets: [gh-secret]}
                        pages: {provider: meta, secrets: [m], config: {verify-token: open}}
                        sms: {provider: twilio, secrets: [tw-token], publicUrl: "https://example.com/hooks/sms"}
                        """)
                .route("shop", "shop", "- log: {message: \"taken\"}")
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String stripe(String body, String secret, long secondsAgo) {
        long at = server.clock().instant().getEpochSecond() - secondsAgo;
        return "t=" + at + ",v1=" + HexFormat.of().formatHex(hmac("HmacSHA256", secret, at + "." + body));
    }

    private static byte[] hmac(String algorithm, String secret, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Posts what is to be refused; gives the rejection. */
    private JsonNode refused(String endpoint, String body, String... headers) {
        int before = server.rejections().size();
        assertThat(server.post(endpoint, body, headers).statusCode()).isEqualTo(401);
        await().atMost(Duration.ofSeconds(10)).until(() -> server.rejections().size() == before + 1);
        return server.get("/api/v1/rejections").path("items").get(0);
    }

    private static List<String> codes(JsonNode rejection) {
        return rejection.path("findings").findValuesAsText("code");
    }

    @Test
    void a_header_that_is_missing_is_named() {
        JsonNode rejection = refused("shop", BODY);
        assertThat(rejection.path("diagnosis").asText()).contains("no header stripe-signature");
        assertThat(codes(rejection)).containsExactly("missing-signature");
    }

    @Test
    void an_old_request_whose_signature_is_right_is_told_from_a_forged_one() {
        JsonNode old = refused("shop", BODY, "Stripe-Signature", stripe(BODY, "whsec_shop", 400));
        assertThat(old.path("diagnosis").asText()).contains("400 s in the past, 300 s are allowed");
        assertThat(codes(old)).containsExactly("stale", "only-stale");
        JsonNode forged = refused("shop", BODY, "Stripe-Signature", stripe(BODY, "whsec_none", 400));
        assertThat(codes(forged)).containsExactly("stale", "stale-and-mismatch");
    }

    @Test
    void a_body_that_was_written_anew_is_recognised() {
        String signed = stripe(BODY, "whsec_shop", 0);
        for (String onTheWay : List.of(
                BODY.replace("\":", "\": ").replace(",", ", "),
                BODY.replace(",", ",\n  ")
                        .replace("{", "{\n  ")
                        .replace("\":", "\": ")
                        .replace("}", "\n}"),
                BODY.replace("é", "\\u00e9"),
                BODY.replace("/", "\\/"),
                BODY + "\n")) {
            JsonNode rejection = refused("shop", onTheWay, "Stripe-Signature", signed);
            assertThat(codes(rejection)).as(onTheWay).containsExactly("mismatch", "body-reencoded");
        }
        String escaped = BODY.replace("é", "\\u00e9").replace("/", "\\/");
        JsonNode php = refused("shop", BODY, "Stripe-Signature", stripe(escaped, "whsec_shop", 0));
        assertThat(php.path("diagnosis").asText())
                .contains("it was signed as JSON without spaces and slashes and letters beyond ASCII escaped");
        JsonNode changed = refused("shop", BODY.replace("a.b", "a.c"), "Stripe-Signature", signed);
        assertThat(codes(changed)).containsExactly("mismatch", "no-secret-fits");
    }

    @Test
    void a_body_that_no_program_writes_is_explained_in_little_room() {
        String signed = stripe("{}", "whsec_shop", 0);
        for (String body : List.of("[".repeat(100_000), "[" + "\"é\",".repeat(12_000) + "1]", "{".repeat(900_000))) {
            JsonNode rejection = refused("shop", body, "Stripe-Signature", signed);
            assertThat(codes(rejection)).containsExactly("mismatch", "no-secret-fits");
        }
    }

    @Test
    void a_secret_that_is_configured_elsewhere_is_recognised_and_not_shown() {
        JsonNode other = refused("shop", BODY, "Stripe-Signature", stripe(BODY, "whsec_test", 0));
        assertThat(codes(other)).containsExactly("mismatch", "other-endpoint");
        assertThat(other.path("diagnosis").asText()).contains("the secret of the endpoint \"test\"");
        JsonNode setting = refused("shop", BODY, "Stripe-Signature", stripe(BODY, "the-former-one", 0));
        assertThat(codes(setting)).containsExactly("mismatch", "other-secret");
        assertThat(setting.path("diagnosis").asText()).contains("old.signing.secret");
        assertThat(server.get("/api/v1/rejections").toString())
                .doesNotContain("whsec_test", "whsec_shop", "the-former-one");
    }

    @Test
    void a_handshake_that_is_turned_away_is_kept_with_the_reason() {
        URI address = URI.create(server.hooks("pages") + "?hub.mode=subscribe&hub.challenge=1&hub.verify_token=shut");
        HttpResponse<String> answer =
                server.send(HttpRequest.newBuilder(address).build());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEmpty();
        await().until(() -> server.rejections().size() == 1);
        JsonNode rejection = server.get("/api/v1/rejections").path("items").get(0);
        assertThat(rejection.path("status").asInt()).isEqualTo(403);
        assertThat(rejection.path("code").asText()).isEqualTo("not-verified");
        assertThat(rejection.path("reason").asText())
                .isEqualTo("mismatch: query hub.verify_token is not the endpoint's verify-token");
        assertThat(codes(rejection)).containsExactly("handshake-turned-away");
        server.file("routes/endpoints.yaml", """
                shop: {provider: stripe, secrets: [whsec_shop]}
                pages: {provider: meta, secrets: [m], config: {verify-token: shut}}
                """);
        server.reload();
        assertThat(codes(server.get("/api/v1/rejections").path("items").get(0))).containsExactly("answered-now");
    }

    @Test
    void a_request_of_another_provider_is_recognised() {
        JsonNode rejection = refused(
                "code",
                BODY,
                "X-Shopify-Hmac-Sha256",
                Base64.getEncoder().encodeToString(hmac("HmacSHA256", "s", BODY)));
        assertThat(rejection.path("diagnosis").asText()).contains("Shopify");
        JsonNode sameSecret = refused(
                "code",
                BODY,
                "X-Shopify-Hmac-Sha256",
                Base64.getEncoder().encodeToString(hmac("HmacSHA256", "gh-secret", BODY)));
        assertThat(sameSecret.path("diagnosis").asText()).contains("say provider: shopify");
    }

    @Test
    void a_url_that_is_not_the_one_that_was_signed_is_named() {
        String url = "http://example.com/hooks/sms/";
        JsonNode rejection = refused(
                "sms",
                "Body=hello&From=1",
                "Content-Type",
                "application/x-www-form-urlencoded",
                "X-Twilio-Signature",
                Base64.getEncoder().encodeToString(hmac("HmacSHA1", "tw-token", url + "BodyhelloFrom1")));
        assertThat(codes(rejection)).containsExactly("mismatch", "url-differs");
        assertThat(rejection.path("diagnosis").asText()).contains(url);
    }

    @Test
    void what_is_let_in_after_all_runs_once() {
        JsonNode rejection = refused("shop", BODY, "Stripe-Signature", stripe(BODY, "whsec_test", 0));
        String id = rejection.path("id").asText();
        HttpResponse<String> answer = accept(id);
        assertThat(answer.statusCode()).isEqualTo(202);
        String event = TestServer.json(answer.body()).path("id").asText();
        server.awaitRuns(event, "succeeded");
        assertThat(server.event(event).path("dedupKey").asText()).isEqualTo("evt_1");
        assertThat(server.event(event).path("body").asText()).isEqualTo(BODY);
        HttpResponse<String> again = accept(id);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("It was let in before, as the event " + event + ".");
        JsonNode after = server.get("/api/v1/rejections/" + id);
        assertThat(after.path("acceptedAs").asText()).isEqualTo(event);
        assertThat(after.path("body").asText()).isEqualTo(BODY);
        assertThat(accept("rej_00000000000000000000000000").statusCode()).isEqualTo(404);
    }

    @Test
    void one_whose_body_was_not_received_is_not_let_in() {
        assertThat(server.post("shop", "x".repeat(2 << 20)).statusCode()).isEqualTo(413);
        await().until(() -> server.rejections().size() == 1);
        JsonNode rejection = server.get("/api/v1/rejections").path("items").get(0);
        assertThat(rejection.path("bodyLength").asLong()).isEqualTo(2 << 20);
        HttpResponse<String> answer = accept(rejection.path("id").asText());
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("body-not-kept");
    }

    @Test
    void duplicates_are_listed_with_the_key_its_source_and_the_first_event() {
        String signature = stripe(BODY, "whsec_shop", 0);
        String first = server.accepted("shop", BODY, "Stripe-Signature", signature);
        for (int i = 0; i < 3; i++) {
            assertThat(server.post("shop", BODY, "Stripe-Signature", signature).statusCode())
                    .isEqualTo(200);
        }
        JsonNode event = server.event(first);
        assertThat(event.path("duplicateCount").asInt()).isEqualTo(3);
        assertThat(event.path("duplicates")).hasSize(3);
        assertThat(event.path("dedupKeySource").asText()).isEqualTo("Stripe's event id: json id");
        assertThat(server.get("/api/v1/events")
                        .path("items")
                        .get(0)
                        .path("duplicateCount")
                        .asInt())
                .isEqualTo(3);
        JsonNode listed = server.get("/api/v1/duplicates").path("items");
        assertThat(listed).hasSize(3);
        assertThat(listed.get(0).path("eventId").asText()).isEqualTo(first);
        assertThat(listed.get(0).path("dedupKey").asText()).isEqualTo("evt_1");
    }

    private HttpResponse<String> accept(String rejection) {
        return server.send(server.admin("/api/v1/rejections/" + rejection + "/accept")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }
}
