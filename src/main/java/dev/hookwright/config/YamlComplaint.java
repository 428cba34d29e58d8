package dev.hookwright.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** What a parser of YAML says, in words for people, and what most often is behind it. */
record YamlComplaint(String what, String remedy) {
    private static final Pattern BEGINNING = Pattern.compile("character '?([@`%&*!|>])'? that cannot start");
    private static final Pattern ESCAPE = Pattern.compile("unknown escape character (.)");

    static YamlComplaint of(MarkedYamlEngineException failure) {
        String problem = failure.getProblem();
        Matcher beginning = BEGINNING.matcher(problem);
        Matcher escape = ESCAPE.matcher(problem);
        if (beginning.find()) {
            return new YamlComplaint(
                    "a text without quotes cannot begin with " + beginning.group(1),
                    "put single quotes around all of it");
        }
        if (escape.find()) {
            return new YamlComplaint(
                    "\\" + escape.group(1) + " means nothing in double quotes",
                    "put single quotes around the text, or write \\\\ for a backslash");
        }
        if (problem.contains("(TAB)")) {
            return new YamlComplaint("a tab cannot indent anything in YAML", "write spaces");
        }
        if (problem.startsWith("mapping values are not allowed")) {
            return new YamlComplaint(
                    "a colon with a space behind it stands where no key can be",
                    "put quotes around a text that has one; or else correct the indentation here and in the line above");
        }
        if (problem.equals("expected <block end>, but found '<scalar>'")) {
            if (isBehindBraces(failure)) {
                return new YamlComplaint(
                        "braces without quotes are YAML's own, and something stands behind them",
                        "put quotes around a text that begins with a placeholder: \"{{name}} ...\"");
            }
            return new YamlComplaint(
                    "the text has ended with its quote, and something stands behind it",
                    "put single quotes around all of it, as in '\"Dear \" + .name'");
        }
        if (problem.equals("but found another document")) {
            return new YamlComplaint(
                    "a second document begins here",
                    "leave one in the file: remove the line ---, or move what follows to a file of its own");
        }
        if (problem.startsWith("expected ',' or '}', but got") || problem.startsWith("expected ',' or ']', but got")) {
            return new YamlComplaint(
                    "a list or mapping in brackets goes on strangely: " + problem,
                    "put quotes around texts with braces, brackets or commas, as in \"${body}\"");
        }
        return new YamlComplaint(
                "not readable as YAML: " + problem, "check the indentation and the quotes here and in the line above");
    }

    /** Whether {@code }}} is what stands before the place of the failure. */
    private static boolean isBehindBraces(MarkedYamlEngineException failure) {
        return failure.getProblemMark()
                .map(mark -> new String(mark.getBuffer(), 0, mark.getPointer())
                        .stripTrailing()
                        .endsWith("}}"))
                .orElse(false);
    }
}
