package dev.hookwright.provider;

import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** A mapping of a provider's file, read with complaints. A wrong value gives a stand-in, so that reading goes on. */
final class Fields {
    private static final int LONGEST_NUMBER = 10;

    private final YamlValue mapping;
    private final Map<String, YamlValue> values;
    private final Problems problems;

    /** A key that is not known is a problem; so is a value that is not a mapping. */
    Fields(YamlValue mapping, Set<String> known, Problems problems) {
        this.mapping = mapping;
        this.problems = problems;
        if (!mapping.isMapping()) {
            String names = String.join(", ", known.stream().sorted().toList());
            mapping.problem(problems, "a mapping is wanted here", "write some of the fields " + names);
        }
        this.values = mapping.fieldsAmong(known, problems);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Problems problems() {
        return problems;
    }

    /** The value, if it stands there. */
    Optional<YamlValue> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The value, which has to stand there. */
    Optional<YamlValue> required(String name) {
        if (!has(name) && mapping.isMapping()) {
            mapping.problem(problems, "\"" + name + "\" is missing", "add it");
        }
        return value(name);
    }

    /** A mapping inside of this one. */
    Optional<Fields> fields(String name, Set<String> known) {
        return value(name).map(value -> new Fields(value, known, problems));
    }

    String text(String name, String otherwise) {
        YamlValue value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isScalar()) {
            value.problem(problems, "\"" + name + "\" is one text", "write one value");
            return otherwise;
        }
        return value.text();
    }

    @Nullable
    String textOrNull(String name) {
        return has(name) ? text(name, "") : null;
    }

    boolean flag(String name) {
        return word(name, List.of("true", "false"), "false").equals("true");
    }

    int number(String name, int otherwise, int lowest, int highest) {
        YamlValue value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        String text = value.isScalar() ? value.text() : "";
        if (!text.isEmpty() && text.length() <= LONGEST_NUMBER && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            long number = Long.parseLong(text);
            if (number >= lowest && number <= highest) {
                return (int) number;
            }
        }
        value.problem(
                problems, "\"" + name + "\" is not a whole number from " + lowest + " to " + highest, "correct it");
        return lowest;
    }

    /** One of the words, of which the first stands in for a wrong one; it has to stand there. */
    String requiredWord(String name, List<String> words) {
        return required(name).flatMap(value -> value.oneOf(words, problems)).orElse(words.get(0));
    }

    /** One of the words. */
    String word(String name, List<String> words, String otherwise) {
        return value(name).flatMap(value -> value.oneOf(words, problems)).orElse(otherwise);
    }

    /** The template in a field; one that is only the body stands in for a wrong one. */
    Template template(String name, Set<String> variables) {
        return required(name).map(value -> template(value, variables)).orElse(Template.BODY);
    }

    Template template(YamlValue value, Set<String> variables) {
        try {
            if (value.isScalar()) {
                return Template.parse(value.text(), variables);
            }
            value.problem(problems, "a template is one text", "write one value");
        } catch (IllegalArgumentException e) {
            value.problem(problems, String.valueOf(e.getMessage()), "correct the template");
        }
        return Template.BODY;
    }

    /** The pattern in a field, which has to stand there; one that nothing matches stands in for a wrong one. */
    Pattern pattern(String name) {
        Optional<YamlValue> value = required(name);
        try {
            return Pattern.compile(value.isPresent() ? text(name, "") : "(?!)");
        } catch (PatternSyntaxException e) {
            value.ifPresent(
                    wrong -> wrong.problem(problems, "\"" + name + "\" is not a regular expression", "correct it"));
            return Pattern.compile("(?!)");
        }
    }

    /** The scalars of a list, or the one that stands in its place. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (YamlValue item : value(name).map(YamlValue::items).orElse(List.of())) {
            if (item.isScalar()) {
                texts.add(item.text());
            } else {
                item.problem(problems, "\"" + name + "\" is a list of texts", "write one value");
            }
        }
        return texts;
    }

    void problem(String what, String remedy) {
        mapping.problem(problems, what, remedy);
    }
}
