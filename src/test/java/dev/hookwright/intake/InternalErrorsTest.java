package dev.hookwright.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.config.AddressRanges;
import dev.hookwright.config.Problems;
import dev.hookwright.endpoint.ConfirmedSecrets;
import dev.hookwright.endpoint.DedupKey;
import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.endpoint.Endpoints;
import dev.hookwright.endpoint.Limits;
import dev.hookwright.endpoint.Rate;
import dev.hookwright.jq.BodyQuery;
import dev.hookwright.ledger.Rejection;
import dev.hookwright.provider.Credentials;
import dev.hookwright.provider.Downloads;
import dev.hookwright.provider.LocalKeys;
import dev.hookwright.provider.ProviderRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A request at which something fails that nobody has foreseen. */
class InternalErrorsTest {
    private final Vertx vertx = Vertx.vertx();
    private final MemorySink sink = new MemorySink();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Intake intake(DedupKey dedupKey) {
        Endpoint open = new Endpoint(
                "open",
                ProviderRegistry.load(null, new Problems()).find("unsigned").orElseThrow(),
                Credentials.NONE,
                dedupKey,
                new Limits(1 << 10, AddressRanges.NONE, Rate.parse("1/s"), null),
                null,
                null,
                Map.of());
        return new Intake(
                new Endpoints(Map.of("open", open)),
                new ConfirmedSecrets(),
                InstantSource.system(),
                InternalErrorsTest::brokenClock,
                AddressRanges.NONE,
                Downloads.NONE,
                name -> LocalKeys.NONE);
    }

    private static long brokenClock() {
        throw new IllegalStateException("the clock is broken");
    }

    private HttpResponse<String> post(Intake intake) throws IOException, InterruptedException {
        try (HookServer server = new HookServer(vertx, intake, sink, HookServerOptions.of("127.0.0.1", 0))) {
            server.start();
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/hooks/open"))
                                    .POST(BodyPublishers.ofString("{\"id\": 7}"))
                                    .build(),
                            BodyHandlers.ofString());
        }
    }

    @Test
    void it_is_kept_with_what_failed() throws IOException, InterruptedException {
        assertThat(post(intake(new DedupKey.Body())).statusCode()).isEqualTo(500);
        assertThat(sink.rejections).hasSize(1);
        Rejection rejection = sink.rejections.get(0);
        assertThat(rejection.code()).isEqualTo("internal-error");
        assertThat(rejection.reason()).contains("the clock is broken");
        assertThat(new String(rejection.body(), StandardCharsets.UTF_8)).isEqualTo("{\"id\": 7}");
    }

    @Test
    void it_is_kept_too_where_it_is_decided_on_another_thread() throws IOException, InterruptedException {
        assertThat(post(intake(new DedupKey.Jq(BodyQuery.compile(".id | tostring"))))
                        .statusCode())
                .isEqualTo(500);
        assertThat(sink.rejections)
                .singleElement()
                .satisfies(rejection -> assertThat(rejection.reason()).contains("the clock is broken"));
    }
}
