package dev.hookwright.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The line that a problem is about, with a caret below. */
final class Excerpt {
    private static final int WIDTH = 100;

    private Excerpt() {}

    static Optional<String> of(Path workspace, Report.Entry entry) {
        if (entry.line() == 0) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(workspace.resolve(entry.file()));
            if (entry.line() > lines.size()
                    || entry.column() > lines.get(entry.line() - 1).length() + 1) {
                return Optional.empty();
            }
            String line = lines.get(entry.line() - 1).replace('\t', ' ');
            int from = Math.max(0, entry.column() - WIDTH * 2 / 3);
            String shown = line.substring(from, Math.min(line.length(), from + WIDTH));
            String number = String.format("%5d | ", entry.line());
            return Optional.of(
                    number + shown + "\n" + " ".repeat(5) + " | " + " ".repeat(entry.column() - 1 - from) + "^");
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
