package dev.hookwright.lint;

import java.util.List;

/** The line in which a step begins. */
final class StepLine {
    private StepLine() {}

    /** @param line as Camel counts: of a step whose value stands in the same line it is the line before, 0 in the first */
    static String placeOf(String file, String text, String step, int line) {
        List<String> lines = text.lines().toList();
        boolean isNext = line < lines.size()
                && (line == 0 || !lines.get(line - 1).matches("[\\s-]*" + step + ":\\s*(?:#.*|[|>].*)?"))
                && lines.get(line).matches("[\\s-]*" + step + ":.*");
        int place = isNext ? line + 1 : Math.max(line, 1);
        String found = place > lines.size() ? "" : lines.get(place - 1);
        int column = 1 + found.length() - found.replaceFirst("^[\\s-]*", "").length();
        return file + ":" + place + ":" + column;
    }
}
