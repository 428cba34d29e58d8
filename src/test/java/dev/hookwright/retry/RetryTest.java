package dev.hookwright.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, 2026-01-01T00:00:00Z",
        "120, 2026-01-01T00:02:00Z",
        "'Thu, 01 Jan 2026 01:00:00 GMT', 2026-01-01T01:00:00Z",
        "9999999, 2026-01-02T00:00:00Z",
    })
    void retry_after_is_seconds_or_a_date_and_cut_to_a_day(String value, Instant expected) {
        assertThat(RetryAfter.parse(value, NOW)).hasValue(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1.5", "99999999999999999999"})
    void retry_after_of_another_form_is_ignored(String value) {
        assertThat(RetryAfter.parse(value, NOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"500ms, 500", "30s, 30000", "5m, 300000", "2h, 7200000", "3d, 259200000"})
    void durations_are_read_and_written_alike(String text, long millis) {
        assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
        assertThat(Durations.format(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5 minutes", "-5m", "1h30m", "9999999999s"})
    void what_is_not_a_duration_is_refused(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).hasMessageContaining("is not a duration");
    }

    @Test
    void the_schedule_ends_after_its_last_delay() {
        assertThat(RetrySchedule.DEFAULT.delayAfter(1)).hasValue(Duration.ofMinutes(1));
        assertThat(RetrySchedule.DEFAULT.delayAfter(6)).hasValue(Duration.ofHours(24));
        assertThat(RetrySchedule.DEFAULT.delayAfter(7)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "400, PERMANENT",
        "401, PERMANENT",
        "403, PERMANENT",
        "404, PERMANENT",
        "409, PERMANENT",
        "410, PERMANENT",
        "422, PERMANENT",
        "302, PERMANENT",
        "408, RETRY",
        "425, RETRY",
        "429, RETRY",
        "500, RETRY",
        "503, RETRY"
    })
    void a_status_says_whether_it_may_mend(int status, FailureClass expected) {
        assertThat(FailureClass.ofStatus(status)).isEqualTo(expected);
    }
}
