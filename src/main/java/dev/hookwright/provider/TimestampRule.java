package dev.hookwright.provider;

import dev.hookwright.provider.Verdict.Reason;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
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

    /** How a time is written. */
    enum Unit {
        S,
        MS,
        ISO8601;

        /** The time that the text says; null if it is not of the form. */
        @Nullable
        Instant read(String text) {
            try {
                if (this == ISO8601) {
                    return OffsetDateTime.parse(text).toInstant();
                }
                boolean digits = !text.isEmpty()
                        && text.length() <= LONGEST_NUMBER
                        && text.chars().allMatch(c -> c >= '0' && c <= '9');
                if (!digits) {
                    return null;
                }
                long number = Long.parseLong(text);
                return this == S ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
            } catch (DateTimeException e) {
                return null;
            }
        }

        String write(Instant at) {
            return switch (this) {
                case S -> String.valueOf(at.getEpochSecond());
                case MS -> String.valueOf(at.toEpochMilli());
                case ISO8601 -> at.toString();
            };
        }
    }

    /** The timestamp as it was written and signed, if it is near enough; null where it may be missing and is. */
    @Nullable
    String read(
            Reading reading, SignatureFormat signature, List<String> items, Instant now, @Nullable Duration overriding)
            throws Refusal {
        String text;
        try {
            text = text(reading, signature, items);
        } catch (Refusal e) {
            if (optional && e.refused().reason() == Reason.MISSING_SIGNATURE) {
                return null;
            }
            throw e;
        }
        Instant at = unit.read(text);
        if (at == null) {
            throw Refusal.malformed("the timestamp in " + where(signature) + " is not a time in the unit "
                    + unit.name().toLowerCase(Locale.ROOT));
        }
        checkNear(at, now, overriding == null ? tolerance : overriding, "the timestamp in " + where(signature));
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

    private Object where(SignatureFormat signature) {
        return source == null ? signature.source() : source;
    }
}
