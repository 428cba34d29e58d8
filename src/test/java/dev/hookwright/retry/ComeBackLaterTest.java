package dev.hookwright.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComeBackLaterTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static Optional<Instant> read(int status, Map<String, String> headers, String body) {
        return ComeBackLater.read(status, headers::get, body, NOW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429 | retry-after | 120 | 2026-01-01T00:02:00Z",
                "503 | retry-after | Thu, 01 Jan 2026 00:03:00 GMT | 2026-01-01T00:03:00Z",
                "429 | retry-after | 0.5 | 2026-01-01T00:00:00.500Z",
                "429 | retry-after-ms | 1500 | 2026-01-01T00:00:01.500Z",
                "429 | x-ratelimit-reset | 1767225660 | 2026-01-01T00:01:00Z",
                "429 | x-ratelimit-reset | 1767225660000 | 2026-01-01T00:01:00Z",
                "429 | x-ratelimit-reset | 2026-01-01T00:04Z | 2026-01-01T00:04:00Z",
                "429 | x-ratelimit-reset | 2026-01-01T02:04:00+02:00 | 2026-01-01T00:04:00Z",
                "429 | ratelimit-reset | 30 | 2026-01-01T00:00:30Z",
                "429 | x-ratelimit-reset-requests | 6m0s | 2026-01-01T00:06:00Z",
                "429 | x-ratelimit-reset-tokens | 120ms | 2026-01-01T00:00:00.120Z",
                "429 | x-ratelimit-reset-tokens | 1.5s | 2026-01-01T00:00:01.500Z",
                "429 | x-hubspot-ratelimit-interval-milliseconds | 10000 | 2026-01-01T00:00:10Z",
                "503 | retry-after | 999999 | 2026-01-02T00:00:00Z",
            })
    void each_form_is_understood(int status, String name, String value, Instant expected) {
        assertThat(read(status, Map.of(name, value), "")).hasValue(expected);
    }

    @Test
    void the_body_says_it_where_no_header_does() {
        assertThat(read(429, Map.of(), "{\"ok\":false,\"parameters\":{\"retry_after\":35}}"))
                .hasValue(NOW.plusSeconds(35));
        assertThat(read(429, Map.of(), "{\"message\":\"slow down\",\"retry_after\": 0.65}"))
                .hasValue(NOW.plusMillis(650));
    }

    @Test
    void the_latest_of_several_limits_counts() {
        Map<String, String> headers = Map.of("x-ratelimit-reset-requests", "1s", "x-ratelimit-reset-tokens", "6m0s");
        assertThat(read(429, headers, "")).hasValue(NOW.plusSeconds(360));
    }

    @Test
    void a_limit_that_is_not_reached_means_nothing() {
        assertThat(read(500, Map.of("x-ratelimit-reset", "1767225660"), "")).isEmpty();
        assertThat(read(403, Map.of("x-ratelimit-reset", "1767225660", "x-ratelimit-remaining", "7"), ""))
                .isEmpty();
        assertThat(read(403, Map.of("x-ratelimit-reset", "1767225660", "x-ratelimit-remaining", "0"), ""))
                .hasValue(NOW.plusSeconds(60));
    }

    @Test
    void nonsense_and_the_past_mean_nothing() {
        assertThat(read(429, Map.of("retry-after", "soon"), "")).isEmpty();
        assertThat(read(429, Map.of("x-ratelimit-reset", "1"), "")).hasValue(NOW.plusSeconds(1));
        assertThat(read(429, Map.of("x-ratelimit-reset", "1700000000"), "")).isEmpty();
        assertThat(read(429, Map.of("x-ratelimit-reset", ""), "")).isEmpty();
    }
}
