package dev.hookwright.provider;

import dev.hookwright.provider.Verdict.Reason;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the time of signing stands, how it is written and how far off it may be.
 *
 * @param source where it stands; null if it stands in the list of signatures
 * @param signatureKey under which it stands in the list of signatures; empty if it does not
 * @param signatureIndex at which it stands in the list of signatures
 * @param tolerance both ways; null if the provider gives the receiver nothing to hold it to
 * @param optional whether it may be missing
 */
record TimestampRule(
        @Nullable Source source,
        String signatureKey,
        int signatureIndex,
        Unit unit,
        @Nullable Duration tolerance,
        boolean optional) {
    private static final int LONGEST_NUMBER = 15;
    private static final DateTimeFormatter HTTP_DATES = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    /** How a time is written. */
    enum Unit {
        S,
        MS,
        /** Seconds or milliseconds, told by the size: for providers that send now these and now those. */
        S_OR_MS,
        ISO8601,
        /** RFC 9110, section 5.6.7: Sun, 06 Nov 1994 08:49:37 GMT. */
        HTTP_DATE;

        static final List<String> WORDS = List.of("s", "ms", "s-or-ms", "iso8601", "http-date");
        private static final long FIRST_OF_MILLISECONDS = 100_000_000_000L;

        static Unit of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The time that the text says; null if it is not of the form. */
        @Nullable
        Instant read(String text) {
            try {
                if (this == ISO8601) {
                    return OffsetDateTime.parse(text).toInstant();
                }
                if (this == HTTP_DATE) {
                    return Instant.from(HTTP_DATES.parse(text));
                }
                boolean digits = !text.isEmpty()
                        && text.length() <= LONGEST_NUMBER
                        && text.chars().allMatch(c -> c >= '0' && c <= '9');
                if (!digits) {
                    return null;
                }
                long number = Long.parseLong(text);
                boolean seconds = this == S || (this == S_OR_MS && number < FIRST_OF_MILLISECONDS);
                return seconds ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
            } catch (DateTimeException e) {
                return null;
            }
        }

        String write(Instant at) {
            return switch (this) {
                case S, S_OR_MS -> String.valueOf(at.getEpochSecond());
                case MS -> String.valueOf(at.toEpochMilli());
                case ISO8601 -> at.toString();
                case HTTP_DATE -> HTTP_DATES.format(at);
            };
        }
    }

    /** The timestamp as it was written and signed, if it is near enough; null where it may be missing and is. */
    @Nullable
    String read(Reading reading, SignatureFormat signature, List<String> items, Circumstances at) throws Refusal {
        String text;
        try {
            text = text(reading, signature, items);
        } catch (Refusal e) {
            if (optional && e.refused().reason() == Reason.MISSING_SIGNATURE) {
                return null;
            }
            throw e;
        }
        Instant signed = unit.read(text);
        if (signed == null) {
            throw Refusal.malformed(
                    "the timestamp in " + where(signature).of(reading) + " is not a time in the unit " + unit.word());
        }
        Duration allowed = at.tolerance() == null ? tolerance : at.tolerance();
        checkNear(
                signed,
                at.now(),
                allowed,
                "the timestamp in " + where(signature).of(reading));
        return text;
    }

    /** @param allowed null for any time */
    static void checkNear(Instant at, Instant now, @Nullable Duration allowed, String what) throws Refusal {
        Duration late = Duration.between(at, now);
        if (allowed != null && late.abs().compareTo(allowed) > 0) {
            throw new Refusal(
                    Reason.STALE,
                    what + " is " + late.abs().toSeconds() + " s in the " + (late.isNegative() ? "future" : "past")
                            + ", " + allowed.toSeconds() + " s are allowed");
        }
    }

    private String text(Reading reading, SignatureFormat signature, List<String> items) throws Refusal {
        Source place = source;
        if (place != null) {
            return place.only(reading);
        }
        if (!signatureKey.isEmpty()) {
            return signature.only(items, signatureKey);
        }
        if (signatureIndex >= items.size()) {
            throw Refusal.missing("item " + (signatureIndex + 1) + " of " + signature.source());
        }
        return items.get(signatureIndex);
    }

    private Source where(SignatureFormat signature) {
        return source == null ? signature.source() : source;
    }
}
