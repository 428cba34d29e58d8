package dev.hookwright.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000;

    private final TokenBucket bucket = new TokenBucket(10, 1, Duration.ofSeconds(6), 0);

    @Test
    void it_is_full_at_first_then_fills_at_its_pace_and_never_overflows() {
        assertThat(bucket.take(10, 0)).isTrue();
        assertThat(bucket.take(1, 6 * SECOND - 1)).isFalse();
        assertThat(bucket.until(1, 6 * SECOND - 1))
                .isLessThan(Duration.ofMillis(1))
                .isPositive();
        assertThat(bucket.take(1, 6 * SECOND)).isTrue();
        assertThat(bucket.until(2, 6 * SECOND)).isEqualTo(Duration.ofSeconds(12));
        assertThat(bucket.take(10, 1_000 * SECOND)).isTrue();
        assertThat(bucket.take(1, 1_000 * SECOND)).isFalse();
    }

    @Test
    void a_clock_that_goes_back_takes_nothing_away() {
        assertThat(bucket.take(9, 100 * SECOND)).isTrue();
        assertThat(bucket.take(1, 50 * SECOND)).isTrue();
    }
}
