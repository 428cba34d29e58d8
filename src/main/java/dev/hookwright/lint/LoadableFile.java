package dev.hookwright.lint;

import java.util.Optional;

/** A file of routes, or what is left of one without the steps that are wrong: its lines are the same. */
public final class LoadableFile {
    private final RouteFile file;

    LoadableFile(RouteFile file) {
        this.file = file;
    }

    public String text() {
        return file.text();
    }

    /**
     * Where it says this; nothing if it does not.
     *
     * @param fromLine the nearest from there on is meant, if there is one; 0 for the first of the file
     */
    public Optional<String> placeOf(String text, int fromLine) {
        return Scalars.placeOf(file, text, fromLine);
    }

    /**
     * Where a step begins.
     *
     * @param line as Camel counts: of a step whose value stands in the same line it is the line before, 0 in the first
     */
    public String placeOfStep(String step, int line) {
        return StepLine.placeOf(file.name(), file.text(), step, line);
    }
}
