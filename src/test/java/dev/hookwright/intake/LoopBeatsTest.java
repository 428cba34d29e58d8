package dev.hookwright.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoopBeatsTest {
    /** Moved on by the test. */
    private final AtomicLong now = new AtomicLong();

    @Test
    void an_event_loop_that_is_stuck_falls_silent_and_one_that_turns_does_not() throws InterruptedException {
        Vertx vertx = Vertx.vertx();
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try {
            LoopBeats beats = new LoopBeats(now::get);
            assertThat(beats.silence()).isZero();
            CountDownLatch watched = new CountDownLatch(1);
            Context loop = vertx.getOrCreateContext();
            loop.runOnContext(begin -> {
                beats.watch(vertx);
                watched.countDown();
            });
            watched.await();
            now.addAndGet(Duration.ofSeconds(7).toNanos());
            await().until(() -> beats.silence().isZero());
            loop.runOnContext(block -> {
                stuck.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            stuck.await();
            now.addAndGet(Duration.ofSeconds(9).toNanos());
            assertThat(beats.silence()).isEqualTo(Duration.ofSeconds(9));
            release.countDown();
            await().until(() -> beats.silence().isZero());
        } finally {
            release.countDown();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
