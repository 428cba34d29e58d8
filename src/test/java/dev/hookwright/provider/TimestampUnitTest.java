package dev.hookwright.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How providers write the time. */
class TimestampUnitTest {
    private static final Instant AT = Instant.parse("2026-01-01T08:09:07Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "s ~ 1767254947",
                "ms ~ 1767254947000",
                "s-or-ms ~ 1767254947",
                "s-or-ms ~ 1767254947000",
                "iso8601 ~ 2026-01-01T08:09:07Z",
                "iso8601 ~ 2026-01-01T09:09:07.000+01:00",
                "http-date ~ Thu, 01 Jan 2026 08:09:07 GMT",
            })
    void a_time_is_read_as_it_is_written(String unit, String text) {
        TimestampRule.Unit written = TimestampRule.Unit.of(unit);
        assertThat(written.read(text)).isEqualTo(AT);
        assertThat(written.read(written.write(AT))).isEqualTo(AT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "s ~ 1767254947.5",
                "s ~ -1767254947",
                "s-or-ms ~ 0x17",
                "ms ~ 1767254947000000",
                "iso8601 ~ 2026-01-01T08:09:07",
                "http-date ~ Thu, 1 Jan 2026 08:09:07 GMT",
                "http-date ~ Fri, 01 Jan 2026 08:09:07 GMT",
                "http-date ~ Thu, 01 Jan 2026 08:09:07 CET",
                "http-date ~ 1767254947",
            })
    void what_is_written_otherwise_is_no_time(String unit, String text) {
        assertThat(TimestampRule.Unit.of(unit).read(text)).isNull();
    }
}
