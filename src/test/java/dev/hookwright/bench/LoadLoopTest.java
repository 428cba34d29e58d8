package dev.hookwright.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The load generator tells the truth about a server that is slow or refuses. */
class LoadLoopTest {
    private final Vertx vertx = Vertx.vertx();
    private final Set<String> deliveries = ConcurrentHashMap.newKeySet();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** @param millis that each answer takes, one after another on a connection */
    private int serve(int status, int millis) {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> request.bodyHandler(body -> {
                    deliveries.add(request.getHeader("X-GitHub-Delivery"));
                    if (millis == 0) {
                        answer(request, status);
                    } else {
                        vertx.setTimer(millis, timer -> answer(request, status));
                    }
                }));
        return server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private static void answer(HttpServerRequest request, int status) {
        var unused = request.response().setStatusCode(status).end("{}");
    }

    private static LoadResult run(LoadPlan plan) throws IOException {
        try (LoadLoop loop = new LoadLoop(plan, new LoadRequest(plan.port(), plan.path()))) {
            return loop.run();
        }
    }

    @Test
    void as_many_as_were_asked_for_are_sent_each_with_an_id_of_its_own() throws IOException {
        LoadResult result = run(LoadPlan.counted(serve(202, 0), 4, 100));
        assertThat(result.count()).isEqualTo(100);
        assertThat(result.errors()).isZero();
        assertThat(deliveries).hasSize(100);
    }

    @Test
    void a_refusal_is_an_error() throws IOException {
        LoadResult result = run(LoadPlan.counted(serve(503, 0), 2, 10));
        assertThat(result.errors()).isEqualTo(10);
        assertThat(result.firstError()).isEqualTo(503);
    }

    @Test
    void a_request_that_waits_for_a_connection_is_late_from_when_it_was_due() throws IOException {
        // 20 due within 0.2 s, one at a time, 50 ms each: the last is answered after 1 s, 0.8 s late.
        LoadResult result = run(LoadPlan.openLoop(serve(202, 50), 1, 0.2, 100));
        assertThat(result.count()).isEqualTo(20);
        assertThat(result.millis(100)).isGreaterThan(700);
    }

    @Test
    void results_add_up_and_survive_the_way_between_processes() throws IOException {
        LoadResult one = run(LoadPlan.counted(serve(202, 0), 1, 5));
        LoadResult both = LoadResult.fromJson(one.plus(one).toJson());
        assertThat(both.count()).isEqualTo(10);
        assertThat(both.latencies().getTotalCount()).isEqualTo(10);
        assertThat(both.perSecond()).isCloseTo(one.perSecond(), org.assertj.core.data.Percentage.withPercentage(1));
    }
}
