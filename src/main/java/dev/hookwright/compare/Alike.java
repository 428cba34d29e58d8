package dev.hookwright.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a value that was sent and one that would be sent now say the same, as far as that can be told: a time of the
 * call and an id made at random are others each time, a secret is not recorded, and a setting that has no value here was
 * made up.
 */
final class Alike {
    private static final String MASK = "••••";
    private static final String UUID = "[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}";
    private static final String TIME =
            "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?(?:Z|[+-]\\d\\d:?\\d\\d)?";
    private static final String DATE = "\\d{4}-\\d\\d-\\d\\d";
    private static final String EPOCH = "(?<![\\d.])1\\d{9}(?:\\d{3})?(?:\\.\\d{1,9})?(?![\\d.])";
    private static final Pattern PASSING = Pattern.compile(
            "(?<uuid>" + UUID + ")|(?<time>" + TIME + ")|(?<date>" + DATE + ")|(?<epoch>" + EPOCH + ")");
    private static final Duration NEAR = Duration.ofMinutes(15);
    private static final int MOST_DIGITS = 30;
    private static final int SHORTEST_WITHIN = 5;

    private final Set<String> madeUp;
    private final String payload;
    private final Instant now;
    private int passing;

    /**
     * @param madeUp values of settings that were made up for what would be sent
     * @param payload what is in it was not made at random
     * @param now when it was found out what would be sent
     */
    Alike(Set<String> madeUp, String payload, Instant now) {
        this.madeUp = madeUp;
        this.payload = payload;
        this.now = now;
    }

    /** How many values differed only as a time or an id does. */
    int passing() {
        return passing;
    }

    /**
     * @param at when it was sent
     * @param setting whether it may well be nothing but the value of a setting
     */
    boolean test(JsonNode before, JsonNode after, Instant at, boolean setting) {
        if (before.equals(after)) {
            return true;
        }
        if (setting && madeUp.contains(after.asText())) {
            return true;
        }
        boolean bothNumbers = before.isNumber() && after.isNumber();
        return before.isValueNode()
                && after.isValueNode()
                && ((bothNumbers && plain(before).equals(plain(after))) || sameText(plain(before), plain(after), at));
    }

    /** A value's text; numbers that are equal have the same. */
    static String plain(JsonNode value) {
        double number = value.doubleValue();
        if (!value.isNumber() || Double.isInfinite(number) || Double.isNaN(number)) {
            return value.asText();
        }
        BigDecimal exact = value.decimalValue().stripTrailingZeros();
        return Math.abs(exact.scale()) > MOST_DIGITS ? exact.toString() : exact.toPlainString();
    }

    private boolean sameText(String before, String after, Instant at) {
        if (before.contains(MASK) || after.contains(MASK)) {
            return pattern(before).matcher(after).matches()
                    || pattern(after).matcher(before).matches();
        }
        if (isMadeUp(after)) {
            return true;
        }
        boolean same = !before.equals(after) && lasting(before, at).equals(lasting(after, now));
        passing += same ? 1 : 0;
        return same;
    }

    private boolean isMadeUp(String text) {
        return madeUp.stream().anyMatch(value -> value.length() >= SHORTEST_WITHIN && text.contains(value));
    }

    /** What is masked may be anything. */
    private static Pattern pattern(String masked) {
        StringBuilder pattern = new StringBuilder();
        for (String part : masked.split(MASK, -1)) {
            pattern.append(pattern.isEmpty() ? "" : ".*").append(part.isEmpty() ? "" : Pattern.quote(part));
        }
        return Pattern.compile(pattern.toString(), Pattern.DOTALL);
    }

    /** The text without what passes. */
    private String lasting(String text, Instant at) {
        return PASSING.matcher(text).replaceAll(found -> {
            String word = found.group();
            String kind = kind((Matcher) found, at);
            return Matcher.quoteReplacement(kind == null || payload.contains(word) ? word : "<" + kind + ">");
        });
    }

    private static @Nullable String kind(Matcher found, Instant at) {
        String word = found.group();
        if (found.group("uuid") != null) {
            return "uuid";
        }
        if (found.group("date") != null) {
            return isNear(instant(word + "T12:00:00Z"), at, Duration.ofHours(36)) ? "date" : null;
        }
        Instant time =
                found.group("epoch") == null ? instant(word.replace(' ', 'T')) : epoch(word.replaceFirst("\\..*", ""));
        return isNear(time, at, NEAR) ? "time" : null;
    }

    private static Instant epoch(String digits) {
        long number = Long.parseLong(digits);
        return digits.length() > 10 ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
    }

    private static boolean isNear(@Nullable Instant time, Instant at, Duration most) {
        return time != null && Duration.between(time, at).abs().compareTo(most) <= 0;
    }

    private static @Nullable Instant instant(String text) {
        try {
            if (text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$") && text.length() > 16) {
                return OffsetDateTime.parse(text.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2"))
                        .toInstant();
            }
            return text.length() > 10
                    ? LocalDateTime.parse(text).toInstant(ZoneOffset.UTC)
                    : LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
