package dev.hookwright.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Connectors with OAuth2, at a token endpoint of the test's. */
class OAuthTokensTest extends ConnectorTests {
    private static final String OAUTH = "auth: oauth2, baseUrl: \"{{target}}/api\", tokenUrl: \"{{target}}/token\","
            + " clientId: \"a b:c\", clientSecret: \"RAW({{connector.secret}})\"";

    private void startWith(String more) {
        start("http-request-action", "{" + OAUTH + more + "}");
    }

    private static Target.Reply token(String value) {
        return Target.Reply.ok("{\"access_token\": \"" + value + "\", \"expires_in\": 3600}");
    }

    private void script(List<Target.Reply> tokens, List<Target.Reply> answers) {
        target.script(Map.of("/token", tokens, "/api", answers));
    }

    private JsonNode ended(String status) {
        return server.awaitRuns(server.accepted("in", "{}"), status).at("/runs/0");
    }

    @Test
    void many_runs_use_one_token_that_was_asked_for_by_basic() {
        startWith(", scope: a b, audience: \"https://x\", tokenParameters: \"RAW(resource=r%26&tenant=7)\"");
        script(List.of(token("first-token")), List.of(Target.Reply.ok("{}")));
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ids.add(server.accepted("in", "{\"n\": " + i + "}"));
        }
        ids.forEach(id -> server.awaitRuns(id, "succeeded"));
        assertThat(target.calls("/api"))
                .hasSize(10)
                .allSatisfy(call -> assertThat(call.headers()).containsEntry("authorization", "Bearer first-token"));
        assertThat(target.calls("/token")).singleElement().satisfies(call -> {
            assertThat(call.body())
                    .isEqualTo(
                            "grant_type=client_credentials&scope=a+b&audience=https%3A%2F%2Fx&resource=r%26&tenant=7");
            assertThat(call.query()).isEmpty();
            String basic = new String(
                    Base64.getDecoder()
                            .decode(call.headers().get("authorization").substring(6)),
                    StandardCharsets.UTF_8);
            assertThat(basic)
                    .isEqualTo("a+b%3Ac:" + java.net.URLEncoder.encode(AwkwardValues.SECRET, StandardCharsets.UTF_8));
        });
    }

    @Test
    void a_refresh_token_and_the_client_can_go_in_the_form() {
        startWith(", refreshToken: \"RAW({{connector.secret}})\", clientAuth: body");
        script(List.of(token("t-1")), List.of(Target.Reply.ok("{}")));
        ended("succeeded");
        Target.Call call = target.calls("/token").get(0);
        assertThat(call.headers()).doesNotContainKey("authorization");
        String secret = java.net.URLEncoder.encode(AwkwardValues.SECRET, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
        assertThat(call.body())
                .isEqualTo("grant_type=refresh_token&refresh_token=" + secret + "&client_id=a+b%3Ac&client_secret="
                        + secret);
    }

    @Test
    void a_401_is_answered_with_a_new_token_and_the_same_body() {
        startWith("");
        script(List.of(token("old-token"), token("new-token")), List.of(reply(401, "{}"), reply(200, "{}")));
        ended("succeeded");
        assertThat(target.calls("/api"))
                .extracting(call -> call.headers().get("authorization") + " " + call.body())
                .containsExactly("Bearer old-token {}", "Bearer new-token {}");
    }

    @Test
    void json_that_the_route_has_made_is_sent_a_second_time_as_well() {
        server.route("main", "in", """
                - setBody: {jq: "{n: 1}"}
                - to: {id: step, uri: "kamelet:http-request-action", parameters: {%s}}
                """.formatted(OAUTH)).start();
        script(List.of(token("old-token"), token("new-token")), List.of(reply(401, "{}"), reply(200, "{}")));
        ended("succeeded");
        assertThat(target.calls("/api"))
                .extracting(call -> call.headers().get("authorization") + " "
                        + call.headers().get("content-length") + " " + call.body())
                .containsExactly("Bearer old-token 7 {\"n\":1}", "Bearer new-token 7 {\"n\":1}");
    }

    @Test
    void a_second_401_is_the_end() {
        startWith("");
        script(List.of(token("old-token"), token("new-token")), List.of(reply(401, "{}")));
        assertThat(ended("dead").path("error").asText()).isEqualTo("HTTP 401 Unauthorized from 127.0.0.1");
        assertThat(target.calls("/api")).hasSize(2);
        assertThat(target.calls("/token")).hasSize(2);
        ended("dead");
        assertThat(target.calls("/api")).hasSize(3);
        assertThat(target.calls("/token")).hasSize(2);
    }

    @Test
    void a_refusal_of_the_token_endpoint_will_not_mend() {
        startWith("");
        script(List.of(reply(401, "{\"error\": \"invalid_client\", \"error_description\": \"s3cr3t\"}")), List.of());
        JsonNode run = ended("dead");
        assertThat(run.path("error").asText())
                .isEqualTo("OAuth: 127.0.0.1 gives no access token: invalid_client"
                        + " (check the client, its secret and the token URL)");
        assertThat(run.toString()).doesNotContain("s3cr3t");
        assertThat(target.calls("/api")).isEmpty();
    }

    @Test
    void a_refusal_inside_a_200_is_one_too() {
        startWith("");
        script(List.of(reply(200, "{\"error\": \"invalid_grant\"}")), List.of());
        assertThat(ended("dead").path("error").asText()).contains("invalid_grant", "make a new one");
    }

    @Test
    void a_token_endpoint_that_is_away_is_asked_again() {
        startWith("");
        script(List.of(reply(503, "")), List.of());
        assertThat(ended("waiting").path("error").asText()).isEqualTo("HTTP 503 for an access token from 127.0.0.1");
    }

    @Test
    void too_many_tokens_in_words_alone_may_mend() {
        startWith("");
        script(
                List.of(reply(400, "{\"error\": \"Access Denied\", \"error_description\": \"Too many requests\"}")),
                List.of());
        ended("waiting");
    }

    @Test
    void a_token_endpoint_says_when_to_come_back() {
        startWith("");
        script(List.of(new Target.Reply(429, Map.of("Retry-After", "600"), "")), List.of());
        Instant due = Instant.parse(ended("waiting").path("dueAt").asText());
        assertThat(Duration.between(server.clock().instant(), due)).isGreaterThanOrEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void a_token_that_a_vendor_shows_is_not_kept() {
        startWith("");
        script(List.of(token("fetched-token")), List.of(reply(400, "{\"you sent\": \"fetched-token\"}")));
        String id = server.accepted("in", "{}");
        server.awaitRuns(id, "dead");
        assertThat(server.event(id).toString()).contains("you sent").doesNotContain("fetched-token");
    }

    @Test
    void a_service_account_signs_for_its_token() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        String pem = "-----BEGIN PRIVATE KEY-----\\n"
                + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\\n-----END PRIVATE KEY-----\\n";
        server.setting(
                "google.service-account", "{\"client_email\": \"bot@example.com\", \"private_key\": \"" + pem + "\"}");
        start(
                "google-sheets-append-action",
                "{baseUrl: \"{{target}}\", tokenUrl: \"{{target}}/token\", spreadsheetId: x,"
                        + " serviceAccount: \"RAW({{google.service-account}})\"}");
        target.answer(call -> call.path().equals("/token") ? token("t-1") : reply(200, "{}"));
        server.awaitRuns(server.accepted("in", "{\"row\": [1]}"), "succeeded");
        String form = target.calls("/token").get(0).body();
        String start = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=";
        assertThat(form).startsWith(start);
        String[] jwt = form.substring(start.length()).split("\\.");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(pair.getPublic());
        signature.update((jwt[0] + "." + jwt[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(jwt[2]))).isTrue();
        JsonNode claims = TestServer.json(new String(Base64.getUrlDecoder().decode(jwt[1]), StandardCharsets.UTF_8));
        assertThat(claims.path("iss").asText()).isEqualTo("bot@example.com");
        assertThat(claims.path("aud").asText()).isEqualTo(target.url() + "/token");
        assertThat(claims.path("scope").asText()).endsWith("/spreadsheets");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(3600);
    }
}
