package dev.hookwright.lint;

import dev.hookwright.config.YamlValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A pattern that simple compares with can be read. */
final class PatternRule implements Rule {
    private static final Pattern COMPARED = Pattern.compile("\\bregex\\s+(?:'([^']*)'|\"([^\"]*)\")");

    private static final int SHOWN = 100;

    @Override
    public void check(Part part, RouteFile file, Findings findings) {
        YamlValue text = part.name().equals("simple") && !part.isStep() ? part.expression() : null;
        if (text == null) {
            return;
        }
        Matcher matcher = COMPARED.matcher(file.resolved(text).orElse(""));
        while (matcher.find()) {
            String pattern = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            try {
                Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                findings.error(
                        text.where(),
                        "this pattern cannot be read: " + e.getDescription() + beginningOf(pattern),
                        "write \\ in front of a character that stands for itself");
            }
        }
    }

    private static String beginningOf(String pattern) {
        return " in " + (pattern.length() <= SHOWN ? pattern : pattern.substring(0, SHOWN) + "...");
    }
}
