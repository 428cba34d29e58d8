package dev.hookwright.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All that a run has measured, to be read by people or by programs. */
public final class BenchReport {
    private static final String[] COLUMNS = {"what", "measured", "baseline", "ratio", "goal"};

    private final BenchOptions options;
    private final Machine machine;
    private final List<Figure> figures;

    BenchReport(BenchOptions options, Machine machine, List<Figure> figures) {
        this.options = options;
        this.machine = machine;
        this.figures = List.copyOf(figures);
    }

    /** A line for each figure, under a line that names the columns. */
    public String toTable() {
        List<String[]> rows = new ArrayList<>();
        rows.add(COLUMNS);
        figures.forEach(figure -> rows.add(row(figure)));
        int[] widths = new int[COLUMNS.length];
        for (String[] row : rows) {
            Arrays.setAll(widths, column -> Math.max(widths[column], row[column].length()));
        }
        return machine + "\n\n" + rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
    }

    public String toJson() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("seconds", options.seconds()).put("connections", options.connections());
        json.putObject("machine")
                .put("processors", machine.processors())
                .put("loadBefore", machine.load())
                .put("java", machine.java())
                .put("system", machine.system())
                .put("fileSystem", machine.fileSystem());
        ObjectNode all = json.putObject("figures");
        for (Figure figure : figures) {
            ObjectNode fields = all.putObject(figure.key())
                    .put("unit", figure.unit().strip())
                    .put("measured", figure.measured());
            if (figure.baseline() != null) {
                fields.put("baseline", figure.baseline())
                        .put("against", figure.against())
                        .put("ratio", figure.ratio());
            }
            ArrayNode goals = fields.putArray("goals");
            figure.goals()
                    .forEach(goal -> goals.addObject().put("goal", goal.text()).put("met", goal.met()));
        }
        return json.toPrettyString();
    }

    private static String[] row(Figure figure) {
        Double baseline = figure.baseline();
        return new String[] {
            figure.what(),
            figure.amount(figure.measured()),
            baseline == null ? "" : figure.amount(baseline) + " " + figure.against(),
            ratio(figure.ratio()),
            figure.goals().stream()
                    .map(goal -> goal.text() + (goal.met() ? " met" : " MISSED"))
                    .collect(Collectors.joining(", "))
        };
    }

    private static String ratio(@Nullable Double ratio) {
        return ratio == null ? "" : String.format(Locale.ROOT, "%.2f", ratio);
    }

    private static String line(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.length; column++) {
            line.append(row[column]).append(" ".repeat(widths[column] - row[column].length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
