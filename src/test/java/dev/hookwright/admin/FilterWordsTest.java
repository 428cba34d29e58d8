package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookwright.ledger.EventFilter;
import dev.hookwright.ledger.MachineClock;
import dev.hookwright.ledger.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FilterWordsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Map<String, String> ALL = Map.of(
            "endpoint", "shop",
            "type", "invoice.*",
            "status", "dead",
            "route", "billing",
            "q", "jenny",
            "since", "2026-01-01T00:00:00Z",
            "until", "2026-01-01T11:00:00Z",
            "error", "HTTP*");

    @Test
    void every_word_has_its_place_and_comes_back() {
        EventFilter filter = FilterWords.read(ALL, NOW);
        assertThat(filter)
                .isEqualTo(new EventFilter(
                        "shop",
                        "invoice.*",
                        RunStatus.DEAD,
                        "billing",
                        "jenny",
                        NOW.minus(Duration.ofHours(12)),
                        NOW.minus(Duration.ofHours(1)),
                        "HTTP*"));
        assertThat(FilterWords.write(filter)).isEqualTo(ALL);
        assertThat(ALL.keySet()).containsExactlyInAnyOrderElementsOf(FilterWords.NAMES);
    }

    @Test
    void how_long_ago_is_a_time_when_it_is_read() {
        assertThat(FilterWords.read(Map.of("since", "90m"), NOW).since()).isEqualTo(NOW.minus(Duration.ofMinutes(90)));
        assertThat(FilterWords.read(Map.of("until", "7d"), NOW).until()).isEqualTo(NOW.minus(Duration.ofDays(7)));
        assertThat(FilterWords.read(Map.of("since", "2026-01-01T13:30:00 01:30"), NOW)
                        .since())
                .isEqualTo(NOW);
    }

    @Test
    void a_time_is_as_fine_as_the_ledger_keeps_it() {
        Instant fine = NOW.plusNanos(1_234_567);
        assertThat(FilterWords.read(Map.of("since", "1h"), fine).since())
                .isEqualTo(NOW.minus(Duration.ofHours(1)).plusMillis(1));
        Instant now = MachineClock.MILLIS.instant();
        assertThat(now).isEqualTo(now.truncatedTo(ChronoUnit.MILLIS));
    }

    @Test
    void a_day_is_its_beginning() {
        EventFilter filter = FilterWords.read(Map.of("since", "2025-12-31", "until", "2026-01-01"), NOW);
        assertThat(filter.since()).isEqualTo("2025-12-31T00:00:00Z");
        assertThat(filter.until()).isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void a_time_before_all_times_is_read_again_as_it_was_written() {
        EventFilter filter = FilterWords.read(Map.of("since", "999999d", "until", "0000-01-01T00:00:00Z"), NOW);
        assertThat(filter.since()).isEqualTo(Instant.EPOCH);
        assertThat(FilterWords.read(FilterWords.write(filter), NOW)).isEqualTo(filter);
    }

    @Test
    void an_empty_word_says_nothing() {
        assertThat(FilterWords.read(Map.of("endpoint", "", "status", "", "since", "", "q", ""), NOW))
                .isEqualTo(EventFilter.ALL);
        assertThat(FilterWords.write(EventFilter.ALL)).isEmpty();
    }

    @Test
    void what_is_wrong_is_named() {
        assertThatThrownBy(() -> FilterWords.read(Map.of("statsu", "dead"), NOW))
                .hasMessageContaining("did you mean \"status\"");
        for (String wrong : new String[] {"yesterday", "2026-02-30", "2026-13-01T00:00:00Z", "99999999999999d", "T1"}) {
            assertThatThrownBy(() -> FilterWords.read(Map.of("until", wrong), NOW))
                    .as(wrong)
                    .isInstanceOf(ApiProblem.class)
                    .hasMessageContaining("\"until\" is a time")
                    .hasMessageContaining(wrong);
        }
    }
}
