package dev.hookwright.admin;

import dev.hookwright.config.NearestName;
import dev.hookwright.ledger.EventFilter;
import dev.hookwright.ledger.RunStatus;
import dev.hookwright.retry.Durations;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A filter in the words of the API: the same for lists, replays, statistics and exports. */
final class FilterWords {
    static final List<String> NAMES = List.of("endpoint", "type", "status", "route", "q", "since", "until", "error");

    /** Nothing came before; and earlier times would not be read again as they are written. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private FilterWords() {}

    /**
     * What the words say. One that is empty says nothing.
     *
     * @param now what a span such as {@code 1h} counts back from
     * @throws ApiProblem naming the first word that is wrong, and what was perhaps meant
     */
    static EventFilter read(Map<String, String> given, Instant now) {
        checkNames(given.keySet());
        Map<String, String> words = new LinkedHashMap<>(given);
        words.values().removeIf(String::isEmpty);
        return new EventFilter(
                words.get("endpoint"),
                words.get("type"),
                status(words.get("status")),
                words.get("route"),
                words.get("q"),
                time("since", words.get("since"), now),
                time("until", words.get("until"), now),
                words.get("error"));
    }

    /** @throws ApiProblem naming the first that there is not */
    static void checkNames(Collection<String> names) {
        for (String name : names) {
            if (!NAMES.contains(name)) {
                throw new ApiProblem(
                        400,
                        "unknown-parameter",
                        "There is no filter \"" + name + "\" (" + NearestName.remedy(name, NAMES) + ").");
            }
        }
    }

    /** The filter in words that mean the same at any time. */
    static Map<String, String> write(EventFilter filter) {
        Map<String, String> words = new LinkedHashMap<>();
        put(words, "endpoint", filter.endpoint());
        put(words, "type", filter.type());
        RunStatus status = filter.status();
        put(words, "status", status == null ? null : status.word());
        put(words, "route", filter.route());
        put(words, "q", filter.text());
        put(words, "since", filter.since());
        put(words, "until", filter.until());
        put(words, "error", filter.error());
        return words;
    }

    private static void put(Map<String, String> words, String name, @Nullable Object value) {
        if (value != null) {
            words.put(name, value.toString());
        }
    }

    private static @Nullable RunStatus status(@Nullable String word) {
        if (word == null) {
            return null;
        }
        List<String> known =
                Arrays.stream(RunStatus.values()).map(RunStatus::word).toList();
        return RunStatus.ofWord(word)
                .orElseThrow(
                        () -> bad("There is no status \"" + word + "\" (" + NearestName.remedy(word, known) + ")."));
    }

    static @Nullable Instant time(String name, @Nullable String text, Instant now) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            Instant time = read(text, now).truncatedTo(ChronoUnit.MILLIS);
            return time.isBefore(EARLIEST) ? EARLIEST : time;
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            throw bad("\"" + name
                    + "\" is a time as in 2026-01-31T12:00:00Z, a day as in 2026-01-31, or how long ago as in 30m, 1h or 7d,"
                    + " but not \"" + text + "\".");
        }
    }

    /** A day alone is its first moment, in UTC. */
    private static Instant read(String text, Instant now) {
        if (!Character.isDigit(text.charAt(0)) || !text.contains("-")) {
            return now.minus(Durations.parse(text));
        }
        return text.contains("T")
                // In a query a plus stands for a blank, so that is what an offset's comes as.
                ? Instant.parse(text.replace(' ', '+'))
                : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static ApiProblem bad(String detail) {
        return new ApiProblem(400, "bad-parameter", detail);
    }
}
