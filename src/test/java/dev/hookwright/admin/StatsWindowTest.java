package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookwright.ledger.EventFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatsWindowTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void buckets_begin_at_round_times_and_cover_the_whole_span() {
        Instant since = NOON.plusSeconds(17);
        StatsWindow window = StatsWindow.of(since, since.plusSeconds(600), "1m");
        assertThat(window.since()).isEqualTo(NOON);
        assertThat(window.until()).isEqualTo(NOON.plusSeconds(660));
        List<Tallies.Span> spans = window.spans(EventFilter.ALL);
        assertThat(spans).hasSize(11);
        assertThat(spans.get(10).from()).isEqualTo(NOON.plusSeconds(600));
        assertThat(spans.get(10).to()).isEqualTo(window.until());
    }

    @Test
    void what_ends_on_a_round_time_has_no_further_bucket() {
        assertThat(StatsWindow.of(NOON, NOON.plusSeconds(600), "1m").spans(EventFilter.ALL))
                .hasSize(10);
    }

    @Test
    void without_a_wish_about_a_hundred_buckets_are_made() {
        assertThat(StatsWindow.of(NOON, NOON.plus(Duration.ofHours(24)), null).bucket())
                .isEqualTo(Duration.ofMinutes(15));
        assertThat(StatsWindow.of(NOON, NOON.plus(Duration.ofSeconds(100)), null)
                        .bucket())
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(StatsWindow.of(NOON, NOON.plus(Duration.ofDays(92)), null).bucket())
                .isEqualTo(Duration.ofDays(1));
    }

    @Test
    void what_cannot_be_is_said() {
        assertThatThrownBy(() -> StatsWindow.of(NOON, NOON, null)).hasMessageContaining("before \"until\"");
        assertThatThrownBy(() -> StatsWindow.of(NOON, NOON.minusMillis(1), null))
                .hasMessageContaining("before \"until\"");
        assertThatThrownBy(() ->
                        StatsWindow.of(NOON, NOON.plus(Duration.ofDays(92)).plusMillis(1), null))
                .hasMessageContaining("92 days");
        assertThat(StatsWindow.of(NOON, NOON.plusSeconds(120), "1s").spans(EventFilter.ALL))
                .hasSize(120);
        assertThatThrownBy(() -> StatsWindow.of(NOON, NOON.plusSeconds(121), "1s"))
                .hasMessageContaining("at most 120");
        for (String wrong : List.of("999ms", "soon", "")) {
            assertThatThrownBy(() -> StatsWindow.of(NOON, NOON.plusSeconds(10), wrong))
                    .hasMessageContaining("bucket");
        }
    }
}
