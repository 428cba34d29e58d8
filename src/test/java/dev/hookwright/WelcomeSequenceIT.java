package dev.hookwright;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.hookwright.testing.ServerProcess;
import dev.hookwright.testing.TestServer;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of a welcome sequence by the real clock, with seconds in place of days, and a timer beside it, through kills. */
class WelcomeSequenceIT {
    private static final String SECRET = "whsec_of_the_sequence";
    private static final Duration TIPS = Duration.ofSeconds(5);
    private static final Duration SURVEY = Duration.ofSeconds(7);

    private final HttpClient client = HttpClient.newHttpClient();
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @TempDir
    private Path folder;

    @BeforeEach
    void prepare() throws IOException {
        mail.start();
        Files.createDirectories(folder.resolve("routes"));
        try (Stream<Path> files = Files.list(Path.of("examples/welcome-sequence/routes"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve("routes").resolve(file.getFileName()));
            }
        }
        Files.writeString(folder.resolve("routes/every-second.camel.yaml"), """
                - route:
                    id: every-second
                    from:
                      uri: "quartz:every-second?cron=0/1+*+*+*+*+?"
                      steps:
                        - log: "it is ${body}"
                """);
        Files.writeString(folder.resolve("application.properties"), """
                stripe.signing.secret=%s
                smtp.host=127.0.0.1
                smtp.port=%d
                smtp.security=none
                smtp.from=shop@example.com
                tips.delay=%ds
                survey.delay=%ds
                """.formatted(
                        SECRET, mail.getSmtp().getPort(), TIPS.toSeconds(), SURVEY.toSeconds()));
    }

    @AfterEach
    void stop() {
        mail.stop();
    }

    @Test
    void nothing_is_lost_early_or_sent_after_a_cancellation_though_the_process_is_killed_while_all_waits()
            throws Exception {
        String stays;
        String leaves;
        try (ServerProcess server = start()) {
            int port = server.awaitReady()[0];
            stays = buy(port, "stays");
            leaves = buy(port, "leaves");
            await().until(() ->
                    mailsTo("stays").size() == 1 && mailsTo("leaves").size() == 1);
            post(port, """
                    {"id": "evt_cancel", "type": "customer.subscription.deleted", "data": {"object": {"customer": "leaves"}}}""");
            await().until(() -> runs(server, leaves).stream().anyMatch(run -> is(run, "survey", "cancelled")));
            server.kill();
        }
        try (ServerProcess server = start()) {
            server.awaitReady();
            server.kill();
        }
        try (ServerProcess server = start()) {
            server.awaitReady();
            await().atMost(Duration.ofSeconds(30)).until(() -> mailsTo("stays").size() == 3);
            await().until(() -> runs(server, stays).stream().allMatch(run -> is(run, "", "succeeded")));
            // On a slow machine both times are past when the last process starts, and then both go at once.
            assertThat(mailsTo("stays"))
                    .containsExactlyInAnyOrder("Welcome!", "Three things to try", "How is it going?");
            assertThat(mailsTo("leaves")).containsExactly("Welcome!");
            assertThat(began(server, stays, "tips"))
                    .isAfterOrEqualTo(received(server, stays).plus(TIPS));
            assertThat(began(server, stays, "survey"))
                    .isAfterOrEqualTo(received(server, stays).plus(SURVEY));
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertTimesAreMadeUpForOnce(server));
        }
    }

    /** Each second at most once, and one that says that others were missed for the time that nothing ran. */
    private void assertTimesAreMadeUpForOnce(ServerProcess server) {
        List<String> times = new ArrayList<>();
        int missed = 0;
        for (JsonNode item :
                get(server, "/events?limit=500&endpoint=quartz:every-second").path("items")) {
            JsonNode body =
                    TestServer.json(get(server, "/events/" + item.path("id").asText())
                            .path("body")
                            .asText());
            times.add(body.path("scheduledAt").asText());
            missed += body.path("missed").asBoolean() ? 1 : 0;
        }
        assertThat(times).hasSizeGreaterThan(3).doesNotHaveDuplicates();
        assertThat(missed).isBetween(1, 2);
    }

    private ServerProcess start() {
        return ServerProcess.run(folder, Map.of(), folder.resolve("data"));
    }

    private String buy(int port, String customer) {
        return post(port, """
                {"id": "evt_%1$s", "type": "checkout.session.completed", "data": {"object":
                {"customer": "%1$s", "customer_details": {"email": "%1$s@example.com", "name": "Ann"}}}}""".formatted(customer));
    }

    /** Posts as Stripe would; gives the event's id. */
    private String post(int port, String body) {
        long now = Instant.now().getEpochSecond();
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hooks/stripe"))
                        .header("Content-Type", "application/json")
                        .header("Stripe-Signature", "t=" + now + ",v1=" + signature(now + "." + body))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return TestServer.json(answer.body()).path("id").asText();
    }

    private static String signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> mailsTo(String customer) {
        List<String> subjects = new ArrayList<>();
        try {
            for (MimeMessage message : mail.getReceivedMessages()) {
                if (message.getRecipients(Message.RecipientType.TO)[0]
                        .toString()
                        .startsWith(customer + "@")) {
                    subjects.add(message.getSubject());
                }
            }
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
        return subjects;
    }

    private List<JsonNode> runs(ServerProcess server, String event) {
        List<JsonNode> runs = new ArrayList<>();
        get(server, "/events/" + event).path("runs").forEach(runs::add);
        return runs;
    }

    private static boolean is(JsonNode run, String route, String status) {
        return (route.isEmpty() || run.path("route").asText().equals(route))
                && run.path("status").asText().equals(status);
    }

    private Instant received(ServerProcess server, String event) {
        return Instant.parse(get(server, "/events/" + event).path("receivedAt").asText());
    }

    /** When the route's mail was begun. */
    private Instant began(ServerProcess server, String event, String route) {
        return runs(server, event).stream()
                .filter(run -> is(run, route, "succeeded"))
                .map(run -> Instant.parse(run.at("/steps/0/attempts/0/at").asText()))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode get(ServerProcess server, String path) {
        try {
            String token = Files.readString(folder.resolve("data/admin-token")).strip();
            HttpResponse<String> answer = send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.awaitReady()[1] + "/api/v1" + path))
                            .header("Authorization", "Bearer " + token)
                            .build());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return TestServer.json(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
