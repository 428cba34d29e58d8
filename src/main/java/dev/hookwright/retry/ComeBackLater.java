package dev.hookwright.retry;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a target that turned a call down wants to be asked again. Vendors say it in many forms: {@code Retry-After}
 * (RFC 9110, section 10.2.3), {@code retry-after-ms} (OpenAI), a reset header with an epoch (GitHub, SendGrid, Intercom,
 * ServiceNow), a time (Jira), seconds (RateLimit-Reset) or a duration (OpenAI), an interval (HubSpot), or
 * {@code retry_after} in the body (Telegram, Discord). Cut to {@link RetryAfter#LONGEST}.
 */
public final class ComeBackLater {
    private static final List<String> RESETS = List.of(
            "x-ratelimit-reset",
            "ratelimit-reset",
            "x-rate-limit-reset",
            "x-ratelimit-reset-requests",
            "x-ratelimit-reset-tokens");
    private static final List<String> REMAINING =
            List.of("x-ratelimit-remaining", "ratelimit-remaining", "x-rate-limit-remaining");
    private static final Pattern IN_BODY = Pattern.compile("\"retry_after\"\\s*:\\s*(\\d{1,9}(?:\\.\\d{1,9})?)");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(?:\\.\\d{1,9})?");
    /** As Go writes them: {@code 6m0s}, {@code 1.5s}, {@code 120ms}. */
    private static final Pattern DURATION =
            Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m(?!s))?(?:(\\d{1,9}(?:\\.\\d{1,9})?)s)?(?:(\\d{1,9})ms)?");
    /** Numbers from here on are seconds, and from the second on milliseconds, since 1970. */
    private static final double EPOCH_SECONDS = 1e9;

    private static final double EPOCH_MILLIS = 1e12;

    private ComeBackLater() {}

    /**
     * Reads an answer.
     *
     * @param header gives a header's value by its name in lower case
     * @return nothing if it does not say when, or says a time that is over
     */
    public static Optional<Instant> read(
            int statusCode, Function<String, @Nullable String> header, @Nullable String body, Instant now) {
        Optional<Instant> asked = retryAfter(header, now);
        if (asked.isEmpty() && isLimit(statusCode, header)) {
            asked = reset(header, now)
                    .or(() -> number(header.apply("x-hubspot-ratelimit-interval-milliseconds"))
                            .map(millis -> now.plusMillis(millis.longValue())))
                    .or(() -> inBody(body, now));
        }
        return asked.filter(time -> time.isAfter(now)).map(time -> earlier(time, now.plus(RetryAfter.LONGEST)));
    }

    /** Whether an answer means that too much was asked, rather than that something is wrong with what was asked. */
    public static boolean isLimit(int statusCode, Function<String, @Nullable String> header) {
        return statusCode == 429
                || (statusCode == 403
                        && (header.apply("retry-after") != null
                                || REMAINING.stream().anyMatch(name -> "0".equals(header.apply(name)))));
    }

    private static Optional<Instant> retryAfter(Function<String, @Nullable String> header, Instant now) {
        Optional<Double> millis = number(header.apply("retry-after-ms"));
        if (millis.isPresent()) {
            return millis.map(value -> now.plusMillis(value.longValue()));
        }
        String value = header.apply("retry-after");
        if (value == null) {
            return Optional.empty();
        }
        Optional<Instant> whole = RetryAfter.parse(value, now);
        return whole.isPresent() ? whole : number(value).map(seconds -> plusSeconds(now, seconds));
    }

    private static Optional<Instant> reset(Function<String, @Nullable String> header, Instant now) {
        return RESETS.stream()
                .map(header)
                .flatMap(value -> Optional.ofNullable(value).stream())
                .flatMap(value -> time(value.strip(), now).stream())
                .max(Instant::compareTo);
    }

    private static Optional<Instant> time(String value, Instant now) {
        Optional<Double> number = number(value);
        if (number.isPresent()) {
            double amount = number.get();
            return Optional.of(
                    amount >= EPOCH_MILLIS
                            ? Instant.ofEpochMilli((long) amount)
                            : amount >= EPOCH_SECONDS ? plusSeconds(Instant.EPOCH, amount) : plusSeconds(now, amount));
        }
        Matcher duration = DURATION.matcher(value);
        if (!value.isEmpty() && duration.matches()) {
            double seconds =
                    part(duration, 1) * 3_600 + part(duration, 2) * 60 + part(duration, 3) + part(duration, 4) / 1_000;
            return Optional.of(plusSeconds(now, seconds));
        }
        try {
            return Optional.of(DateTimeFormatter.ISO_DATE_TIME.parse(
                    value.length() == 17 ? value.replace("Z", ":00Z") : value, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static double part(Matcher duration, int group) {
        return duration.group(group) == null ? 0 : Double.parseDouble(duration.group(group));
    }

    private static Optional<Instant> inBody(@Nullable String body, Instant now) {
        Matcher matcher = IN_BODY.matcher(body == null ? "" : body);
        return matcher.find() ? Optional.of(plusSeconds(now, Double.parseDouble(matcher.group(1)))) : Optional.empty();
    }

    private static Optional<Double> number(@Nullable String value) {
        return value != null && NUMBER.matcher(value.strip()).matches()
                ? Optional.of(Double.valueOf(value.strip()))
                : Optional.empty();
    }

    private static Instant plusSeconds(Instant from, double seconds) {
        return from.plus(Duration.ofMillis((long) Math.ceil(seconds * 1_000)));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
