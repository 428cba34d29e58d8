package dev.hookwright.cli;

import dev.hookwright.config.Problem;
import dev.hookwright.config.Problems;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Everything that was found in a workspace, file by file from top to bottom. */
record Report(List<Entry> entries) {
    private static final Pattern PLACE = Pattern.compile("(.+?):(\\d+):(\\d+)");

    /**
     * A problem and its place.
     *
     * @param file empty if it is not about one
     * @param line 0 if it is about the file as a whole, or about none
     */
    record Entry(Problem problem, boolean isError, String file, int line, int column) {
        String severity() {
            return isError ? "error" : "warning";
        }

        String text() {
            return (isError ? "" : "warning: ") + problem.what() + " (" + problem.remedy() + ")";
        }
    }

    static Report of(Problems problems) {
        List<Entry> entries = new ArrayList<>();
        problems.all().forEach(problem -> entries.add(entry(problem, true)));
        problems.warnings().forEach(problem -> entries.add(entry(problem, false)));
        entries.sort(
                Comparator.comparing(Entry::file).thenComparing(Entry::line).thenComparing(Entry::column));
        return new Report(entries.stream().distinct().toList());
    }

    int errors() {
        return (int) entries.stream().filter(Entry::isError).count();
    }

    int warnings() {
        return entries.size() - errors();
    }

    private static Entry entry(Problem problem, boolean isError) {
        Matcher place = PLACE.matcher(problem.where());
        if (place.matches()) {
            return new Entry(
                    problem,
                    isError,
                    place.group(1),
                    Integer.parseInt(place.group(2)),
                    Integer.parseInt(place.group(3)));
        }
        boolean isFile = problem.where().matches(".+\\.(ya?ml|properties)");
        return new Entry(problem, isError, isFile ? problem.where() : "", 0, 0);
    }
}
