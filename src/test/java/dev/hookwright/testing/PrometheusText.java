package dev.hookwright.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a scrape gave. */
public record PrometheusText(String text) {
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** The type by the family's name. */
    public Map<String, String> types() {
        Map<String, String> types = new LinkedHashMap<>();
        text.lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" "))
                .forEach(words -> types.put(words[2], words[3]));
        return types;
    }

    /** The families that say what they are. */
    public Set<String> explained() {
        Set<String> names = new TreeSet<>();
        text.lines().filter(line -> line.matches("# HELP \\S+ \\S.*")).forEach(line -> names.add(line.split(" ")[2]));
        return names;
    }

    /** The names of all samples. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        samples().forEach(sample -> names.add(sample.name()));
        return names;
    }

    public record Sample(String name, Map<String, String> labels, double value) {}

    public List<Sample> samples() {
        return text.lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(PrometheusText::sample)
                .toList();
    }

    private static Sample sample(String line) {
        Matcher matcher = SAMPLE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(line);
        }
        Map<String, String> labels = new LinkedHashMap<>();
        Matcher label = LABEL.matcher(matcher.group(2) == null ? "" : matcher.group(2));
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return new Sample(matcher.group(1), labels, Double.parseDouble(matcher.group(3)));
    }

    /** The one sample that has these labels, given as {@code name=value}. */
    public double value(String name, String... labels) {
        List<Sample> found = samples().stream()
                .filter(sample -> sample.name().equals(name))
                .filter(sample -> List.of(labels).stream().allMatch(label -> {
                    String[] parts = label.split("=", 2);
                    return parts[1].equals(sample.labels().get(parts[0]));
                }))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(name + List.of(labels) + ": " + found);
        }
        return found.get(0).value();
    }
}
