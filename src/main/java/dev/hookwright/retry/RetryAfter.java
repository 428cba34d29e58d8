package dev.hookwright.retry;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The {@code Retry-After} header of RFC 9110, section 10.2.3: seconds, or an HTTP date. */
public final class RetryAfter {
    /** Longer waits are cut to this, so that a target cannot put a run off for ever. */
    public static final Duration LONGEST = Duration.ofHours(24);

    private RetryAfter() {}

    /** When the target wants to be asked again; nothing if the value is not of either form. */
    public static Optional<Instant> parse(String value, Instant now) {
        String text = value.strip();
        try {
            Instant asked = text.chars().allMatch(Character::isDigit) && !text.isEmpty() && text.length() <= 10
                    ? now.plusSeconds(Long.parseLong(text))
                    : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
            Instant latest = now.plus(LONGEST);
            return Optional.of(asked.isAfter(latest) ? latest : asked);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
