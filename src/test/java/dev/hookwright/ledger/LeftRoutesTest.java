package dev.hookwright.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A node that cannot work off a route's runs leaves them to others for half a minute, then looks again. */
class LeftRoutesTest {
    private final AtomicLong nanoTime = new AtomicLong(-5);
    private final LeftRoutes left = new LeftRoutes(nanoTime::get);

    @Test
    void a_route_is_left_for_half_a_minute_from_when_it_was_last_met() {
        left.add("first");
        pass(20);
        left.add("first");
        left.add("second");
        pass(30);
        assertThat(left.names()).containsExactlyInAnyOrder("first", "second");
        nanoTime.incrementAndGet();
        assertThat(left.names()).isEmpty();
    }

    @Test
    void each_route_has_its_own_time() {
        left.add("first");
        pass(29);
        left.add("second");
        pass(2);
        assertThat(left.names()).containsExactly("second");
    }

    private void pass(long seconds) {
        nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }
}
