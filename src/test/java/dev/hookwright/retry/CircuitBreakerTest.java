package dev.hookwright.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
    private final CircuitBreaker breaker = new CircuitBreaker();
    private Instant now = Instant.EPOCH;

    private boolean fail(int times, Duration each) {
        boolean opened = false;
        for (int i = 0; i < times; i++) {
            opened |= breaker.failed(now);
            now = now.plus(each);
        }
        return opened;
    }

    private void open() {
        assertThat(fail(11, Duration.ofSeconds(1))).isTrue();
    }

    @Test
    void many_failures_at_once_do_not_open_it() {
        assertThat(fail(500, Duration.ofMillis(1))).isFalse();
        assertThat(breaker.mayCall(now)).isTrue();
    }

    @Test
    void failures_over_a_long_time_open_it_and_one_success_begins_the_count_anew() {
        assertThat(fail(9, Duration.ofSeconds(2))).isFalse();
        breaker.succeeded();
        assertThat(fail(9, Duration.ofSeconds(2))).isFalse();
        assertThat(breaker.failed(now)).isTrue();
        assertThat(breaker.mayCall(now)).isFalse();
    }

    @Test
    void while_it_is_open_one_call_at_a_time_is_let_through() {
        open();
        now = now.plusSeconds(5);
        assertThat(breaker.mayCall(now)).isTrue();
        assertThat(breaker.mayCall(now)).isFalse();
        breaker.failed(now);
        now = now.plusSeconds(9);
        assertThat(breaker.mayCall(now)).isFalse();
        now = now.plusSeconds(1);
        assertThat(breaker.mayCall(now)).isTrue();
        assertThat(breaker.succeeded()).isTrue();
        assertThat(breaker.mayCall(now)).isTrue();
    }

    @Test
    void the_rests_grow_to_a_minute_and_no_further() {
        open();
        for (int i = 0; i < 10; i++) {
            now = now.plusSeconds(60);
            assertThat(breaker.mayCall(now)).isTrue();
            breaker.failed(now);
        }
        assertThat(breaker.openUntil()).isEqualTo(now.plusSeconds(60));
    }

    @Test
    void a_trial_that_never_ends_is_followed_by_another() {
        open();
        now = now.plusSeconds(60);
        assertThat(breaker.mayCall(now)).isTrue();
        now = now.plusSeconds(121);
        assertThat(breaker.mayCall(now)).isTrue();
    }
}
