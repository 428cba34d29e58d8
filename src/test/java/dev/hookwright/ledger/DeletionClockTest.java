package dev.hookwright.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A clock that jumps ahead deletes nothing before its time. */
class DeletionClockTest {
    private final SettableClock wall = new SettableClock();
    private final AtomicLong nanos = new AtomicLong();
    private final DeletionClock clock = new DeletionClock(wall, nanos::get);
    private final Instant start = wall.instant();

    private void pass(Duration time) {
        wall.advance(time);
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void it_is_the_wall_clock_as_long_as_that_goes_as_time_does() {
        pass(Duration.ofDays(40));
        wall.advance(Duration.ofMinutes(2));
        assertThat(clock.instant()).isEqualTo(start.plus(Duration.ofDays(40)).plus(Duration.ofMinutes(2)));
    }

    @Test
    void a_jump_ahead_counts_for_ten_minutes_and_one_back_for_all_of_it() {
        pass(Duration.ofHours(1));
        wall.advance(Duration.ofDays(3));
        assertThat(clock.instant()).isEqualTo(start.plus(Duration.ofMinutes(70)));
        pass(Duration.ofHours(1));
        assertThat(clock.instant()).isEqualTo(start.plus(Duration.ofMinutes(130)));
        wall.advance(Duration.ofDays(-3));
        assertThat(clock.instant()).isEqualTo(start.plus(Duration.ofHours(2)));
        wall.advance(Duration.ofHours(-1));
        assertThat(clock.instant()).isEqualTo(start.plus(Duration.ofHours(1)));
    }

    @Test
    void only_the_machine_s_clock_is_held_to_that() {
        assertThat(DeletionClock.of(wall)).isSameAs(wall);
        assertThat(DeletionClock.of(MachineClock.MILLIS)).isInstanceOf(DeletionClock.class);
    }
}
