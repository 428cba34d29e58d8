package dev.hookwright.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Adds runs that died to what their alerts have counted. Gives how many this node was the first to count. */
public final class CountDeadRuns extends Change<Integer> {
    private static final String TAKE = "DELETE FROM dead_run WHERE run_id = ?";
    private static final String COUNT =
            "UPDATE alert SET counted = counted + ?, version = version + 1 WHERE name = ? AND node = ''";
    private static final String EXAMPLES = "SELECT examples FROM alert WHERE name = ? AND node = ''";
    private static final String KEEP = "UPDATE alert SET examples = ? WHERE name = ? AND node = ''";

    private final List<Counted> runs;

    CountDeadRuns(List<Counted> runs) {
        this.runs = runs;
    }

    /**
     * A run that died.
     *
     * @param alerts that count it; none if it is only to be forgotten
     * @param facts what is told of it as an example
     */
    public record Counted(UUID run, List<String> alerts, Map<String, String> facts) {}

    @Override
    Integer apply(Statements statements) throws SQLException {
        // Two nodes that count for the same alerts at once do so in the same order, or each would wait for the other.
        SortedMap<String, List<Map<String, String>>> byAlert = new TreeMap<>();
        int first = 0;
        for (Counted run : runs) {
            if (statements.update(TAKE, run.run()) == 1) {
                first++;
                run.alerts()
                        .forEach(alert -> byAlert.computeIfAbsent(alert, name -> new ArrayList<>())
                                .add(run.facts()));
            }
        }
        for (Map.Entry<String, List<Map<String, String>>> each : byAlert.entrySet()) {
            add(each.getKey(), each.getValue(), statements);
        }
        return first;
    }

    private static void add(String alert, List<Map<String, String>> facts, Statements statements) throws SQLException {
        statements.update(COUNT, facts.size(), alert);
        for (String known : statements.list(EXAMPLES, row -> row.getString(1), alert)) {
            List<Map<String, String>> examples = new ArrayList<>(JsonText.readList(known));
            if (examples.size() < AlertState.EXAMPLES) {
                examples.addAll(facts.subList(0, Math.min(facts.size(), AlertState.EXAMPLES - examples.size())));
                statements.update(KEEP, JsonText.write(examples), alert);
            }
        }
    }
}
