package dev.hookwright.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a machine that is short of memory or threads does to those who look after runs. */
class DispatchClockTest {
    @Test
    void what_fails_with_an_error_is_done_again_the_next_time() {
        AtomicInteger times = new AtomicInteger();
        try (DispatchClock clock = new DispatchClock()) {
            clock.every(Duration.ZERO, Duration.ofMillis(1), () -> {
                times.incrementAndGet();
                throw new OutOfMemoryError("no memory, says the test");
            });
            await().until(() -> times.get() > 2);
        }
    }

    @Test
    void a_run_for_which_there_is_no_thread_is_not_begun_and_one_that_comes_later_is() {
        AtomicInteger made = new AtomicInteger();
        AtomicInteger begun = new AtomicInteger();
        try (Workers workers = new Workers(task -> {
            if (made.incrementAndGet() == 1) {
                throw new OutOfMemoryError("unable to create native thread, says the test");
            }
            return new Thread(task);
        })) {
            assertThat(workers.begin(begun::incrementAndGet)).isFalse();
            assertThat(workers.begin(begun::incrementAndGet)).isTrue();
            await().until(() -> begun.get() == 1);
        }
    }
}
