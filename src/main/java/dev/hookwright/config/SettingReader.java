package dev.hookwright.config;

import dev.hookwright.retry.Durations;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads settings by their kind; what is wrong becomes a problem that names the setting, and the default stands. */
final class SettingReader {
    private static final String NONE = "none";
    /** A word of a list; one that holds a comma itself stands in double quotes. */
    private static final Pattern LISTED = Pattern.compile("\\s*\"([^\"]*)\"|[^,]+");

    private final Placeholders values;
    private final UnaryOperator<String> places;
    private final Problems problems;
    /** Those that name something that is not there; said once each. */
    private final Set<String> withoutValue = new HashSet<>();

    /** @param places where a setting stands, by its name */
    SettingReader(Placeholders values, UnaryOperator<String> places, Problems problems) {
        this.values = values;
        this.places = places;
        this.problems = problems;
    }

    String text(String name, String otherwise) {
        return text(name).orElse(otherwise);
    }

    Optional<String> text(String name) {
        return value(name).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Says what is wrong with a setting, with the place where it stands. */
    void refuse(String name, String what, String remedy) {
        String place = places.apply(name);
        problems.add(place, (place.equals(name) ? "" : name + ": ") + what, remedy);
    }

    private Optional<String> value(String name) {
        try {
            Optional<String> written = values.get(name);
            return written.isEmpty() ? written : Optional.of(values.resolve(written.get()));
        } catch (Placeholders.NoValue e) {
            if (withoutValue.add(name)) {
                refuse(name, String.valueOf(e.getMessage()), e.remedy());
            }
            return Optional.empty();
        }
    }

    /** The address of a web server; nothing if it is not set. */
    Optional<String> url(String name) {
        return read(name, Optional.empty(), "a web address", "write https://HOST, with no query", text -> {
            URI uri = URI.create(text);
            boolean isWeb = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (!isWeb || uri.getHost() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
                throw new IllegalArgumentException();
            }
            return Optional.of(text);
        });
    }

    /** The address of a web server that nobody can listen in on: by https, or on this machine. */
    Optional<URI> secureUrl(String name) {
        return read(name, Optional.empty(), "a secure web address", "write https://HOST, with no query", text -> {
            URI uri = URI.create(text);
            if (!isSecure(uri)
                    || uri.getRawUserInfo() != null
                    || uri.getRawQuery() != null
                    || uri.getRawFragment() != null) {
                throw new IllegalArgumentException();
            }
            return Optional.of(uri);
        });
    }

    private static boolean isSecure(URI uri) {
        String host = uri.getHost();
        return host != null
                && ("https".equalsIgnoreCase(uri.getScheme())
                        || ("http".equalsIgnoreCase(uri.getScheme()) && SignInSettings.isLoopback(host)));
    }

    /**
     * Words with commas between.
     *
     * @param known those that there are; empty for any
     */
    List<String> words(String name, List<String> otherwise, Set<String> known) {
        String remedy = known.isEmpty() ? "write words with commas between" : "write some of " + new TreeSet<>(known);
        return read(name, otherwise, "a list of words", remedy, text -> {
            List<String> words = Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .distinct()
                    .toList();
            if (words.isEmpty() || (!known.isEmpty() && !known.containsAll(words))) {
                throw new IllegalArgumentException();
            }
            return words;
        });
    }

    int port(String name, int otherwise) {
        return read(name, otherwise, "a port", "give a number from 0 to 65535, 0 for a free one", text -> {
            int port = Integer.parseInt(text);
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException();
            }
            return port;
        });
    }

    Path path(String name, Path otherwise) {
        String remedy = "a character of it cannot stand in one: is the locale one of UTF-8?";
        return read(name, otherwise, "a path here", remedy, Path::of);
    }

    boolean flag(String name, boolean otherwise) {
        return read(name, otherwise, "true or false", "write one of the two", text -> {
            if (!text.equals("true") && !text.equals("false")) {
                throw new IllegalArgumentException();
            }
            return text.equals("true");
        });
    }

    /** One of some words. */
    String oneOf(String name, String otherwise, Set<String> words) {
        String all = String.join(" or ", new TreeSet<>(words));
        return read(name, otherwise, all, "write one of the two", text -> {
            if (!words.contains(text)) {
                throw new IllegalArgumentException();
            }
            return text;
        });
    }

    /** A number from 0 to 1. */
    double share(String name, double otherwise) {
        return read(name, otherwise, "a number from 0 to 1", "write 0.1 for a tenth, say", text -> {
            double share = Double.parseDouble(text);
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException();
            }
            return share;
        });
    }

    Duration duration(String name, Duration otherwise) {
        return read(
                name,
                otherwise,
                "a duration",
                "write a whole number and ms, s, m, h or d, as in 30s",
                Durations::parse);
    }

    /** A duration of which something passes. */
    Duration positiveDuration(String name, Duration otherwise) {
        return read(name, otherwise, "a duration of more than nothing", "write 30s or 15m, say", text -> {
            Duration duration = Durations.parse(text);
            if (duration.isZero()) {
                throw new IllegalArgumentException();
            }
            return duration;
        });
    }

    /** A duration, or nothing for {@code none}. */
    Optional<Duration> durationOrNone(String name, Optional<Duration> otherwise) {
        return read(
                name,
                otherwise,
                "a duration",
                "write a whole number and s, m, h or d, as in 30d, or none",
                text -> text.equals(NONE) ? Optional.<Duration>empty() : Optional.of(Durations.parse(text)));
    }

    /** A size in bytes; null for {@code none}. */
    @Nullable
    Long bytesOrNone(String name, @Nullable Long otherwise) {
        return read(
                        name,
                        Optional.ofNullable(otherwise),
                        "a size",
                        "write a size as in 512MiB or 20GiB, or none",
                        text -> text.equals(NONE)
                                ? Optional.<Long>empty()
                                : Optional.of(ByteSize.parse(text, 0, Long.MAX_VALUE)))
                .orElse(null);
    }

    /** A whole number of one or more; null for {@code none}. */
    @Nullable
    Long countOrNone(String name, @Nullable Long otherwise) {
        return read(
                        name,
                        Optional.ofNullable(otherwise),
                        "a count",
                        "write a whole number of 1 or more, or none",
                        text -> {
                            if (text.equals(NONE)) {
                                return Optional.<Long>empty();
                            }
                            long count = Long.parseLong(text);
                            if (count < 1) {
                                throw new IllegalArgumentException();
                            }
                            return Optional.of(count);
                        })
                .orElse(null);
    }

    /** Words with commas between. */
    List<String> list(String name) {
        return text(name).stream()
                .flatMap(text -> LISTED.matcher(text).results())
                .map(word -> word.group(1) == null ? word.group() : word.group(1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Ranges of addresses, with commas between, or {@code none}. */
    AddressRanges addressRanges(String name, AddressRanges otherwise) {
        return read(
                name,
                otherwise,
                "a list of address ranges",
                "write ranges as in 10.0.0.0/8, 192.0.2.7, or none",
                text -> text.equals(NONE) ? AddressRanges.NONE : AddressRanges.parse(List.of(text.split(","))));
    }

    private <T> T read(String name, T otherwise, String kind, String remedy, Function<String, T> reader) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return reader.apply(text.get());
        } catch (IllegalArgumentException e) {
            refuse(name, "\"" + text.get() + "\" is not " + kind, remedy);
            return otherwise;
        }
    }
}
