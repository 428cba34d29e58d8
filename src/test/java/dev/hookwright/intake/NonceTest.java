package dev.hookwright.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hookwright.testing.TestServer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mailgun signs a token and a time, not the event: the token must not let a second event in. */
class NonceTest {
    @TempDir
    private Path folder;

    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer(folder).file("routes/endpoints.yaml", """
                        mailgun: {provider: mailgun, secrets: [key]}
                        other: {provider: mailgun, secrets: [key]}
                        """).start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String endpoint, String token, String event) {
        long at = server.clock().instant().getEpochSecond();
        return server.post(
                endpoint,
                "{\"signature\":{\"timestamp\":\"%d\",\"token\":\"%s\",\"signature\":\"%s\"},\"event-data\":{\"id\":\"%s\"}}"
                        .formatted(at, token, hmac(at + token), event));
    }

    private static String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("key".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String word(HttpResponse<String> answer) {
        return answer.statusCode() + " "
                + TestServer.json(answer.body()).path("status").asText();
    }

    @Test
    void a_token_lets_one_event_in_and_no_other_not_even_after_a_restart() {
        assertThat(word(send("mailgun", "t1", "e1"))).isEqualTo("200 accepted");
        assertThat(send("mailgun", "t1", "forged").statusCode()).isEqualTo(401);
        server.restart();
        assertThat(send("mailgun", "t1", "forged").statusCode()).isEqualTo(401);
        await().until(() -> server.rejections().size() == 2);
        assertThat(server.rejections()).allSatisfy(reason -> assertThat(reason).startsWith("replayed: "));
        assertThat(server.get("/api/v1/events").path("items")).hasSize(1);
        assertThat(word(send("other", "t1", "e1"))).as("of another endpoint").isEqualTo("200 accepted");
    }

    @Test
    void the_very_same_request_again_is_a_duplicate() {
        send("mailgun", "t1", "e1");
        assertThat(word(send("mailgun", "t1", "e1"))).isEqualTo("200 duplicate");
    }

    @Test
    void the_same_event_with_a_new_token_is_a_duplicate_that_uses_the_token_up() {
        send("mailgun", "t1", "e1");
        assertThat(word(send("mailgun", "t2", "e1"))).isEqualTo("200 duplicate");
        assertThat(send("mailgun", "t2", "forged").statusCode()).isEqualTo(401);
    }
}
