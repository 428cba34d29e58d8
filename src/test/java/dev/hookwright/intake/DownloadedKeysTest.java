package dev.hookwright.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hookwright.config.AddressRanges;
import dev.hookwright.config.Problems;
import dev.hookwright.download.CachedDownloads;
import dev.hookwright.endpoint.ConfirmedSecrets;
import dev.hookwright.endpoint.DedupKey;
import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.endpoint.Endpoints;
import dev.hookwright.endpoint.Limits;
import dev.hookwright.provider.Credentials;
import dev.hookwright.provider.Download;
import dev.hookwright.provider.LocalKeys;
import dev.hookwright.provider.ProviderRegistry;
import dev.hookwright.testing.SelfSigned;
import dev.hookwright.testing.SettableClock;
import dev.hookwright.testing.SnsMessage;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests whose keys have to be fetched first, on a server with a single event loop. */
class DownloadedKeysTest {
    @TempDir
    static Path folder;

    private static SelfSigned key;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final SettableClock clock = new SettableClock();
    private final Map<String, CompletableFuture<String>> web = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final MemorySink sink = new MemorySink();
    private HookServer server;

    @BeforeAll
    static void make_a_key() throws Exception {
        key = SelfSigned.in(folder);
    }

    @BeforeEach
    void start() throws InterruptedException {
        Map<String, Endpoint> endpoints = Map.of(
                "open", endpoint("open", "unsigned", Map.of()),
                "sns", endpoint("sns", "aws-sns", Map.of("topic-arn", SnsMessage.TOPIC)),
                "agreed",
                        endpoint(
                                "agreed",
                                "aws-sns",
                                Map.of("topic-arn", SnsMessage.TOPIC, "confirm-subscription", "yes")));
        Intake intake = new Intake(
                new Endpoints(endpoints),
                new ConfirmedSecrets(),
                clock,
                System::nanoTime,
                AddressRanges.NONE,
                new CachedDownloads(this::fetch, workers, clock),
                name -> LocalKeys.NONE);
        server = new HookServer(vertx, intake, sink, HookServerOptions.of("127.0.0.1", 0));
        server.start();
    }

    @AfterEach
    void stop() {
        web.values().forEach(answer -> answer.complete(""));
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        workers.shutdownNow();
    }

    private static Endpoint endpoint(String name, String provider, Map<String, String> config) {
        return new Endpoint(
                name,
                ProviderRegistry.load(null, new Problems()).find(provider).orElseThrow(),
                new Credentials(Map.of(), config, Optional.empty()),
                new DedupKey.ProviderId(),
                Limits.DEFAULT,
                null,
                null,
                Map.of());
    }

    private String fetch(Download download) throws IOException {
        calls.add(download.toString());
        CompletableFuture<String> answer = web.get(download.toString());
        if (answer == null) {
            throw new IOException("the answer is 404");
        }
        return answer.join();
    }

    private CompletableFuture<HttpResponse<String>> post(String endpoint, String body) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/hooks/" + endpoint))
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    private int status(String endpoint, SnsMessage message) {
        return post(endpoint, message.json()).join().statusCode();
    }

    private void certificateIsThere() throws Exception {
        web.put(SnsMessage.CERTIFICATE, CompletableFuture.completedFuture(key.pem()));
    }

    @Test
    void a_key_is_fetched_once_while_other_requests_are_served() throws Exception {
        CompletableFuture<String> certificate = new CompletableFuture<>();
        web.put(SnsMessage.CERTIFICATE, certificate);
        String body = SnsMessage.notification().signed(key, "2").json();
        CompletableFuture<HttpResponse<String>> first = post("sns", body);
        CompletableFuture<HttpResponse<String>> second = post("sns", body);
        await().until(() -> !calls.isEmpty());
        assertThat(post("open", "{}").join().statusCode()).isEqualTo(202);
        assertThat(first).isNotDone();
        certificate.complete(key.pem());
        assertThat(first.join().statusCode()).isEqualTo(202);
        assertThat(second.join().statusCode()).isEqualTo(202);
        assertThat(post("sns", body).join().statusCode()).isEqualTo(202);
        assertThat(calls).containsExactly(SnsMessage.CERTIFICATE);
    }

    @Test
    void where_the_key_cannot_be_had_the_sender_is_told_to_come_again_and_the_operator_why() throws Exception {
        String body = SnsMessage.notification().signed(key, "2").json();
        HttpResponse<String> answer = post("sns", body).join();
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).contains("key-unavailable").doesNotContain("404");
        assertThat(sink.rejections)
                .singleElement()
                .satisfies(rejection -> assertThat(rejection.reason())
                        .isEqualTo("key-unavailable: the key at " + SnsMessage.CERTIFICATE
                                + " cannot be had: the answer is 404"));
        assertThat(post("sns", body).join().statusCode()).isEqualTo(503);
        assertThat(calls).hasSize(1);
        certificateIsThere();
        clock.advance(Duration.ofMinutes(1));
        assertThat(post("sns", body).join().statusCode()).isEqualTo(202);
        assertThat(sink.stored).hasSize(1);
    }

    @Test
    void a_stranger_causes_no_call() throws Exception {
        SnsMessage elsewhere =
                SnsMessage.notification().signed(key, "2").with("SigningCertURL", "https://evil.example/a.pem");
        assertThat(status("sns", elsewhere)).isEqualTo(401);
        SnsMessage other =
                SnsMessage.notification().with("TopicArn", "arn:other").signed(key, "2");
        assertThat(status("sns", other)).isEqualTo(401);
        assertThat(calls).isEmpty();
        certificateIsThere();
        SnsMessage forged = SnsMessage.confirmation().signed(key, "2").with("SubscribeURL", SnsMessage.VISIT + "x");
        assertThat(status("agreed", forged)).isEqualTo(401);
        assertThat(calls).containsExactly(SnsMessage.CERTIFICATE);
    }

    @Test
    void a_subscription_is_confirmed_once_where_the_operator_agrees() throws Exception {
        certificateIsThere();
        SnsMessage message = SnsMessage.confirmation().signed(key, "1");
        assertThat(status("agreed", message)).isEqualTo(503);
        web.put(SnsMessage.VISIT, CompletableFuture.completedFuture("<ConfirmSubscriptionResponse/>"));
        clock.advance(Duration.ofMinutes(1));
        assertThat(status("agreed", message)).isEqualTo(200);
        assertThat(status("agreed", message)).isEqualTo(200);
        assertThat(calls).containsExactly(SnsMessage.CERTIFICATE, SnsMessage.VISIT, SnsMessage.VISIT);
        assertThat(sink.stored).isEmpty();
    }

    @Test
    void without_consent_a_confirmation_is_kept_and_says_what_the_operator_can_do() throws Exception {
        certificateIsThere();
        assertThat(status("sns", SnsMessage.confirmation().signed(key, "2"))).isEqualTo(403);
        assertThat(calls).containsExactly(SnsMessage.CERTIFICATE);
        assertThat(sink.rejections)
                .singleElement()
                .satisfies(rejection -> assertThat(rejection.reason())
                        .contains("set config: {confirm-subscription: \"yes\"}")
                        .contains(SnsMessage.VISIT));
    }
}
