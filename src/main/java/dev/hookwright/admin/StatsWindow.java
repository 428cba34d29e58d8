package dev.hookwright.admin;

import dev.hookwright.ledger.EventFilter;
import dev.hookwright.retry.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A span of time that is cut into buckets, which begin at the same instants whenever they are asked for.
 *
 * @param since the beginning of the first bucket
 * @param until the end of the last one
 */
record StatsWindow(Instant since, Instant until, Duration bucket) {
    private static final int MOST_BUCKETS = 120;
    private static final int AIM = 100;
    private static final Duration LONGEST = Duration.ofDays(92);
    private static final List<Duration> BUCKETS = Stream.of(
                    "1s", "5s", "10s", "30s", "1m", "2m", "5m", "10m", "15m", "30m", "1h", "2h", "3h", "6h", "12h",
                    "1d")
            .map(Durations::parse)
            .toList();

    /** @param bucket how long each is to be; null for what suits the span */
    static StatsWindow of(Instant since, Instant until, @Nullable String bucket) {
        Duration span = Duration.between(since, until);
        if (span.isNegative() || span.isZero()) {
            throw ApiProblem.badParameter("since", "before \"until\"");
        }
        if (span.compareTo(LONGEST) > 0) {
            throw ApiProblem.badParameter("since", "at most 92 days before \"until\"");
        }
        Duration length = bucket == null
                ? BUCKETS.stream()
                        .filter(each -> span.dividedBy(each) <= AIM)
                        .findFirst()
                        .orElse(Duration.ofDays(1))
                : parse(bucket);
        long millis = length.toMillis();
        long first = Math.floorDiv(since.toEpochMilli(), millis) * millis;
        long end = Math.floorDiv(until.toEpochMilli() + millis - 1, millis) * millis;
        if ((end - first) / millis > MOST_BUCKETS) {
            throw ApiProblem.badParameter(
                    "bucket", "a time such as 15m of which at most " + MOST_BUCKETS + " make up the span");
        }
        return new StatsWindow(Instant.ofEpochMilli(first), Instant.ofEpochMilli(end), length);
    }

    List<Tallies.Span> spans(EventFilter filter) {
        long millis = bucket.toMillis();
        return LongStream.iterate(since.toEpochMilli(), from -> from < until.toEpochMilli(), from -> from + millis)
                .mapToObj(from ->
                        new Tallies.Span(filter, Instant.ofEpochMilli(from), Instant.ofEpochMilli(from + millis)))
                .toList();
    }

    private static Duration parse(String text) {
        try {
            Duration length = Durations.parse(text);
            if (length.compareTo(Duration.ofSeconds(1)) >= 0) {
                return length;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw ApiProblem.badParameter("bucket", "a time from 1s, such as 5m or 1h");
    }
}
