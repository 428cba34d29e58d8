package dev.hookwright.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class NodeWatchTest {
    private final AtomicLong nanoTime = new AtomicLong();
    private final NodeWatch watch = new NodeWatch(nanoTime::get);

    private Map<String, Long> look(long otherBeat) {
        nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
        return watch.dead(Map.of("me", 1L, "other", otherBeat), "me");
    }

    private void lookForSeconds(int seconds, long otherBeat) {
        for (int i = 0; i < seconds; i++) {
            assertThat(look(otherBeat)).isEmpty();
        }
    }

    @Test
    void a_node_whose_beat_stands_still_is_dead_after_ten_seconds() {
        lookForSeconds(11, 7);
        assertThat(look(7)).containsExactly(Map.entry("other", 7L));
    }

    @Test
    void a_beat_begins_the_ten_seconds_anew() {
        lookForSeconds(10, 7);
        lookForSeconds(11, 8);
        assertThat(look(8)).hasSize(1);
    }

    @Test
    void a_time_in_which_the_database_was_away_does_not_count() {
        lookForSeconds(10, 7);
        watch.sawNothing();
        lookForSeconds(11, 7);
        assertThat(look(7)).hasSize(1);
    }

    @Test
    void a_time_in_which_this_node_was_frozen_does_not_count() {
        lookForSeconds(10, 7);
        nanoTime.addAndGet(TimeUnit.MINUTES.toNanos(1));
        lookForSeconds(11, 7);
        assertThat(look(7)).hasSize(1);
    }
}
