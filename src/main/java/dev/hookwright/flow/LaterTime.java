package dev.hookwright.flow;

import dev.hookwright.retry.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** When {@code later:} is to start a route: after a delay, at a time, or else at once. */
record LaterTime(@Nullable EvaluatedText delay, @Nullable EvaluatedText at) {
    private static final Duration LONGEST = Duration.ofDays(3_660);
    private static final Pattern SECONDS = Pattern.compile("\\d{9,11}");
    private static final Pattern MILLISECONDS = Pattern.compile("\\d{12,14}");

    /** @throws IllegalArgumentException if that can be seen to be wrong already */
    static LaterTime of(@Nullable EvaluatedText delay, @Nullable EvaluatedText at) {
        if (delay != null && at != null) {
            throw new IllegalArgumentException("later: has a delay and a time (remove delay or at)");
        }
        if (delay != null && delay.expression() == null) {
            var unused = delay(delay.text());
        }
        if (at != null && at.expression() == null) {
            var unused = time(at.text());
        }
        return new LaterTime(delay, at);
    }

    Instant of(Exchange exchange, Instant now) {
        Instant time = now;
        if (delay != null) {
            time = now.plus(delay(delay.of(exchange)));
        } else if (at != null) {
            time = time(at.of(exchange));
        }
        if (time.isAfter(now.plus(LONGEST))) {
            throw new IllegalArgumentException("later: starts no route in more than ten years, as at " + time);
        }
        return time;
    }

    private static Duration delay(String text) {
        Duration delay = Durations.parse(text);
        if (delay.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("the delay " + text + " is longer than ten years");
        }
        return delay;
    }

    private static Instant time(String text) {
        if (SECONDS.matcher(text).matches()) {
            return Instant.ofEpochSecond(Long.parseLong(text));
        }
        if (MILLISECONDS.matcher(text).matches()) {
            return Instant.ofEpochMilli(Long.parseLong(text));
        }
        // In a URI a plus stands for a blank, so that is what an offset's comes as.
        String time = text.replace(' ', '+');
        try {
            return time.contains("[")
                    ? ZonedDateTime.parse(time).toInstant()
                    : OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a time: write it as 2026-12-24T08:00:00Z, or as seconds since 1970", e);
        }
    }
}
