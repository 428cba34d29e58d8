package dev.hookwright.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.hookwright.config.Problems;
import dev.hookwright.endpoint.DedupKey;
import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.endpoint.Limits;
import dev.hookwright.jq.BodyQuery;
import dev.hookwright.provider.Credentials;
import dev.hookwright.provider.ProviderRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may take long is given up after a while, and keeps nobody else waiting. */
class EvaluationsTest {
    private static final Decision DONE = new Decision.Refuse(RefusalCode.NOT_AN_EVENT, "done");

    /** In the order in which they were set; each is run when the test says so. */
    private final BlockingQueue<FutureTask<?>> alarms = new LinkedBlockingQueue<>();

    private final Evaluations evaluations = new Evaluations(this::set);
    private final CountDownLatch end = new CountDownLatch(1);

    private Future<?> set(Duration in, Runnable ring) {
        FutureTask<?> alarm = new FutureTask<>(ring, null);
        alarms.add(alarm);
        return alarm;
    }

    private static Endpoint endpoint(String name) {
        return new Endpoint(
                name,
                ProviderRegistry.load(null, new Problems()).find("unsigned").orElseThrow(),
                Credentials.NONE,
                new DedupKey.Jq(BodyQuery.compile("[range(1e9)] | length")),
                Limits.DEFAULT,
                null,
                null,
                Map.of());
    }

    private CompletableFuture<Decision> decide(String endpoint, Supplier<Decision> work) {
        return evaluations.decide(endpoint(endpoint), work);
    }

    /** The next ones, once all of them are set. */
    private List<FutureTask<?>> next(int number) throws InterruptedException {
        List<FutureTask<?>> next = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            next.add(alarms.poll(10, TimeUnit.SECONDS));
        }
        return next;
    }

    /** Does not heed that it is interrupted. */
    private Decision stuck() {
        while (true) {
            try {
                end.await();
                return DONE;
            } catch (InterruptedException e) {
                // goes on
            }
        }
    }

    private static Decision answer(CompletableFuture<Decision> deciding) {
        return deciding.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static RefusalCode code(CompletableFuture<Decision> deciding) {
        return ((Decision.Refuse) answer(deciding)).code();
    }

    @Test
    void an_expression_that_takes_too_long_is_named_and_ends() throws InterruptedException {
        BodyQuery endless = BodyQuery.compile("[range(1e12)?] | length");
        CountDownLatch ended = new CountDownLatch(1);
        CompletableFuture<Decision> deciding = decide("one", () -> {
            try {
                endless.of(NullNode.getInstance());
                return DONE;
            } catch (JsonQueryException e) {
                throw new IllegalStateException(e);
            } finally {
                ended.countDown();
            }
        });
        next(2).forEach(FutureTask::run);
        assertThat(answer(deciding))
                .isEqualTo(new Decision.Refuse(
                        RefusalCode.TAKES_TOO_LONG,
                        "on this body the endpoint's dedupKey jq:[range(1e9)] | length takes longer than 2s"));
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(answer(decide("one", () -> DONE))).isSameAs(DONE);
    }

    @Test
    void what_cannot_be_ended_holds_up_its_own_endpoint_only() throws InterruptedException {
        CompletableFuture<Decision> first = decide("one", this::stuck);
        CompletableFuture<Decision> second = decide("one", this::stuck);
        next(4).forEach(FutureTask::run);
        assertThat(code(first)).isEqualTo(RefusalCode.TAKES_TOO_LONG);
        assertThat(code(second)).isEqualTo(RefusalCode.TAKES_TOO_LONG);
        CompletableFuture<Decision> third = decide("one", () -> DONE);
        assertThat(third).as("refused at once").isDone();
        assertThat(code(third)).isEqualTo(RefusalCode.CANNOT_STORE);
        assertThat(answer(decide("other", () -> DONE))).isSameAs(DONE);
        end.countDown();
        await().until(() -> answer(decide("one", () -> DONE)) == DONE);
    }

    @Test
    void who_waits_behind_others_for_too_long_may_come_again() throws InterruptedException {
        CompletableFuture<Decision> first = decide("one", this::stuck);
        CompletableFuture<Decision> second = decide("one", this::stuck);
        List<FutureTask<?>> ofTheFirst = next(4);
        CompletableFuture<Decision> third = decide("one", () -> DONE);
        next(1).forEach(FutureTask::run);
        assertThat(code(third)).isEqualTo(RefusalCode.CANNOT_STORE);
        end.countDown();
        assertThat(answer(first)).isSameAs(DONE);
        assertThat(answer(second)).isSameAs(DONE);
        assertThat(ofTheFirst).allMatch(Future::isCancelled);
    }

    @Test
    void what_fails_inside_is_told() {
        CompletableFuture<Decision> deciding = decide("one", () -> {
            throw new IllegalStateException("not foreseen");
        });
        assertThat(answer(deciding))
                .isEqualTo(new Decision.Refuse(
                        RefusalCode.INTERNAL_ERROR, "java.lang.IllegalStateException: not foreseen"));
    }

    @Test
    void its_threads_do_not_keep_the_process() {
        CompletableFuture<Boolean> daemon = new CompletableFuture<>();
        answer(decide("one", () -> {
            daemon.complete(Thread.currentThread().isDaemon());
            return DONE;
        }));
        assertThat(daemon).isCompletedWithValue(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {".", ".id", ".data.object.customer", ".items[0].id", ".[\"a\"]?", ".id // .uuid", ".a | .b"})
    void what_only_steps_into_the_body_needs_no_other_thread(String expression) {
        assertThat(BodyQuery.compile(expression).isQuick()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"..", ".a | .. | ..", ".ids | add", "f", ".[]", "1e9", "range(9)", "def f: f; f", ".a + .b"})
    void anything_else_does(String expression) {
        assertThat(BodyQuery.compile(expression).isQuick()).isFalse();
    }
}
