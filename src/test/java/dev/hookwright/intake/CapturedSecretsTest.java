package dev.hookwright.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.ledger.CapturedSecrets;
import dev.hookwright.testing.PostgresServer;
import dev.hookwright.testing.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that providers name themselves, in a handshake: they count once an operator confirms them. */
class CapturedSecretsTest {
    private static final String SECRETS = "/api/v1/endpoints/asana/secrets";
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path folder;

    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer(folder).file("routes/endpoints.yaml", """
                        asana: {provider: asana}
                        notion: {provider: notion, secrets: [from-the-file]}
                        github: {provider: github, secrets: [s]}
                        """).start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> shake(String secret) {
        return server.post("asana", "{}", "X-Hook-Secret", secret);
    }

    private HttpResponse<String> event(String secret) {
        String body = "{\"events\":[]}";
        return server.post("asana", body, "X-Hook-Signature", hmac(secret, body));
    }

    private static String hmac(String secret, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode secrets() {
        return server.get(SECRETS).path("items");
    }

    private HttpResponse<String> decide(String method, String path) {
        return server.send(server.admin(path)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build());
    }

    private void confirm(JsonNode secret) {
        HttpResponse<String> answer =
                decide("POST", SECRETS + "/" + secret.path("id").asText() + "/confirm");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(TestServer.json(answer.body()).path("status").asText()).isEqualTo("confirmed");
    }

    @Test
    void a_secret_counts_once_it_is_confirmed_and_is_kept_over_restarts() {
        shake("a stranger's");
        HttpResponse<String> answer = shake(SECRET);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-hook-secret")).hasValue(SECRET);
        assertThat(event(SECRET).statusCode()).isEqualTo(401);
        await().untilAsserted(() -> assertThat(server.rejections())
                .containsExactly("no-credential: no secret is confirmed yet (./hookwright secrets ENDPOINT)"));

        JsonNode pending = secrets().get(0);
        String rejection =
                server.get("/api/v1/rejections").path("items").get(0).path("id").asText();
        assertThat(server.get("/api/v1/rejections/" + rejection).toString())
                .contains("pending-secret", pending.path("id").asText());
        assertThat(pending.path("status").asText()).isEqualTo("pending");
        assertThat(pending.path("begins").asText()).isEqualTo("0123");
        assertThat(pending.path("length").asInt()).isEqualTo(32);
        assertThat(pending.path("sha256").asText()).isEqualTo("3eb1bd439947eb76");
        assertThat(pending.path("remoteAddress").asText()).isEqualTo("127.0.0.1");
        assertThat(pending.toString()).doesNotContain(SECRET.substring(0, 8));
        String path = SECRETS + "/" + pending.path("id").asText();
        assertThat(server.get(path).path("secret").asText()).isEqualTo(SECRET);
        confirm(pending);
        assertThat(event(SECRET).statusCode()).isEqualTo(200);

        server.restart();
        assertThat(event(SECRET).statusCode()).isEqualTo(200);
        assertThat(event("a stranger's").statusCode()).isEqualTo(401);
    }

    @Test
    void a_secret_that_is_confirmed_on_one_node_counts_on_the_others(@TempDir Path nodes) {
        String url = PostgresServer.shared().newDatabase();
        try (TestServer one = node(nodes.resolve("one"), url);
                TestServer two = node(nodes.resolve("two"), url)) {
            server.close();
            server = one;
            shake(SECRET);
            confirm(secrets().get(0));
            server = two;
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(event(SECRET).statusCode()).isEqualTo(200));
        }
    }

    private static TestServer node(Path folder, String url) {
        return new TestServer(folder)
                .file("routes/endpoints.yaml", "asana: {provider: asana}\n")
                .onPostgres(url)
                .start();
    }

    @Test
    void whoever_shakes_hands_later_is_answered_and_stays_pending() {
        shake(SECRET);
        confirm(secrets().get(0));
        assertThat(shake("a stranger's").statusCode()).isEqualTo(200);
        assertThat(event("a stranger's").statusCode()).isEqualTo(401);
        assertThat(event(SECRET).statusCode()).isEqualTo(200);
        assertThat(shake(SECRET).statusCode()).as("again").isEqualTo(200);
        assertThat(secrets()).hasSize(2);
    }

    @Test
    void a_secret_that_is_refused_is_forgotten_even_if_it_was_confirmed() {
        shake(SECRET);
        JsonNode secret = secrets().get(0);
        confirm(secret);
        String path = SECRETS + "/" + secret.path("id").asText();
        assertThat(decide("DELETE", path).statusCode()).isEqualTo(200);
        assertThat(event(SECRET).statusCode()).isEqualTo(401);
        assertThat(secrets()).isEmpty();
        assertThat(decide("DELETE", path).statusCode()).isEqualTo(404);
        assertThat(decide("POST", path + "/confirm").statusCode()).isEqualTo(404);
    }

    @Test
    void a_confirmed_secret_counts_beside_those_of_the_file() {
        String body = "{\"verification_token\":\"secret_from_notion\"}";
        assertThat(server.post("notion", body).statusCode()).isEqualTo(200);
        String path = "/api/v1/endpoints/notion/secrets";
        JsonNode pending = server.get(path).path("items").get(0);
        decide("POST", path + "/" + pending.path("id").asText() + "/confirm");
        for (String secret : new String[] {"secret_from_notion", "from-the-file"}) {
            String event = "{\"id\":\"" + secret + "\",\"type\":\"page.created\"}";
            HttpResponse<String> answer =
                    server.post("notion", event, "X-Notion-Signature", "sha256=" + hmac(secret, event));
            assertThat(answer.body()).contains("accepted");
        }
    }

    @Test
    void a_stranger_s_flood_leaves_few_and_is_not_silent() {
        for (int i = 0; i < CapturedSecrets.MOST_A_MINUTE; i++) {
            assertThat(shake("flood-" + i).statusCode()).isEqualTo(200);
        }
        assertThat(shake("too many").statusCode()).isEqualTo(503);
        JsonNode listed = server.get(SECRETS);
        assertThat(listed.path("items")).hasSize(CapturedSecrets.MOST_OF_ADDRESS);
        assertThat(listed.path("notKept").asInt())
                .isEqualTo(CapturedSecrets.MOST_A_MINUTE + 1 - CapturedSecrets.MOST_OF_ADDRESS);
        server.clock().advance(Duration.ofMinutes(1));
        assertThat(shake(SECRET).statusCode()).isEqualTo(200);
        assertThat(secrets().get(0).path("begins").asText()).isEqualTo("0123");
        assertThat(shake("x".repeat(501)).statusCode()).as("no provider's").isEqualTo(401);
    }

    @Test
    void other_endpoints_have_none() {
        assertThat(decide("GET", "/api/v1/endpoints/none/secrets").statusCode()).isEqualTo(404);
        assertThat(decide("GET", "/api/v1/endpoints/github/secrets").statusCode())
                .isEqualTo(409);
        assertThat(server.send(HttpRequest.newBuilder(server.adminUri(SECRETS)).build())
                        .statusCode())
                .isEqualTo(401);
    }
}
