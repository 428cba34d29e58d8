package dev.hookwright.alert;

import dev.hookwright.config.NearestName;
import dev.hookwright.config.Placeholders;
import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import dev.hookwright.retry.Durations;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads single values of {@code alerts.yaml}; what is wrong with them becomes a problem. */
record AlertValues(Placeholders placeholders, Problems problems) {
    Optional<String> text(YamlValue value) {
        if (!value.isScalar() || value.isNull()) {
            value.problem(problems, "a word is expected here", "write one");
            return Optional.empty();
        }
        try {
            return Optional.of(placeholders.resolve(value.text()).strip());
        } catch (Placeholders.NoValue e) {
            value.problem(problems, String.valueOf(e.getMessage()), e.remedy());
            return Optional.empty();
        }
    }

    Optional<Duration> duration(YamlValue value, Duration least) {
        Optional<String> text = text(value);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Duration duration = Durations.parse(text.get());
            if (duration.compareTo(least) < 0) {
                value.problem(
                        problems,
                        "\"" + text.get() + "\" is too short",
                        "write " + Durations.format(least) + " or more");
            }
            return Optional.of(duration);
        } catch (IllegalArgumentException e) {
            value.problem(problems, String.valueOf(e.getMessage()), "correct it");
            return Optional.empty();
        }
    }

    /**
     * A word or a list of them, sorted.
     *
     * @param kind what they are names of
     * @param check whether they must be among the known
     */
    List<String> words(@Nullable YamlValue value, String kind, Collection<String> known, boolean check) {
        TreeSet<String> words = new TreeSet<>();
        for (YamlValue item : value == null ? List.<YamlValue>of() : value.items()) {
            Optional<String> word = text(item);
            word.ifPresent(words::add);
            if (check && word.isPresent() && !known.contains(word.get())) {
                item.problem(
                        problems,
                        "there is no " + kind + " \"" + word.get() + "\"",
                        NearestName.remedy(word.get(), known));
            }
        }
        if (value != null && words.isEmpty()) {
            value.problem(problems, "no " + kind + " is named", "name one, or remove the key");
        }
        return List.copyOf(words);
    }
}
