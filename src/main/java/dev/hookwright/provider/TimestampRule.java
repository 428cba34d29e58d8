package dev.hookwright.provider;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Where the time of signing stands, how it is written and how far off it may be.
 *
 * @param source where it stands; null if it stands in the list of signatures
 * @param signatureKey under which it stands in the list of signatures; null if it does not
 * @param tolerance both ways; null if the provider gives the receiver nothing to hold it to
 */
record TimestampRule(
        @Nullable Source source,
        @Nullable String signatureKey,
        Unit unit,
        @Nullable Duration tolerance,
        boolean optional) {
    enum Unit {
        S,
        MS,
        ISO8601
    }

    /** The time that the text says; null if it is not of the form. */
    @Nullable
    Instant parse(String text) {
        try {
            if (unit == Unit.ISO8601) {
                return OffsetDateTime.parse(text).toInstant();
            }
            boolean digits =
                    !text.isEmpty() && text.length() <= 15 && text.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!digits) {
                return null;
            }
            long number = Long.parseLong(text);
            return unit == Unit.S ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
        } catch (DateTimeException e) {
            return null;
        }
    }

    String write(Instant at) {
        return switch (unit) {
            case S -> String.valueOf(at.getEpochSecond());
            case MS -> String.valueOf(at.toEpochMilli());
            case ISO8601 -> at.toString();
        };
    }
}
