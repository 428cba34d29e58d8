package dev.hookwright.lint;

import dev.hookwright.config.Placeholders;
import dev.hookwright.config.YamlValue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every setting that a file names has a value. */
final class MissingSettings {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([^{}?!][^{}]*?)\\s*\\}\\}");
    private static final Pattern OTHER_SOURCE = Pattern.compile("(?!env:)[a-z.]+:.*");

    private final RouteFile file;
    private final Findings findings;
    private final Set<String> said = new HashSet<>();

    MissingSettings(RouteFile file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    void check(YamlValue text) {
        Matcher matcher = PLACEHOLDER.matcher(text.text());
        while (matcher.find()) {
            if (OTHER_SOURCE.matcher(matcher.group(1)).matches()) {
                continue;
            }
            try {
                file.placeholders().resolve(matcher.group());
            } catch (Placeholders.NoValue e) {
                if (said.add(matcher.group(1))) {
                    findings.error(place(text, matcher.group()), String.valueOf(e.getMessage()), e.remedy());
                }
            }
        }
    }

    /** Where it stands in a text that may go over several lines. */
    private String place(YamlValue text, String placeholder) {
        String[] where = text.where().split(":");
        int from = Integer.parseInt(where[where.length - 2]) - 1;
        List<String> lines = file.text().lines().toList();
        for (int i = from; i < lines.size(); i++) {
            int column =
                    lines.get(i).indexOf(placeholder, i == from ? Integer.parseInt(where[where.length - 1]) - 1 : 0);
            if (column >= 0) {
                return file.name() + ":" + (i + 1) + ":" + (column + 1);
            }
        }
        return text.where();
    }
}
