package dev.hookwright.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.StoppedLedger;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What the ledger of a process that was killed holds, checked in SQL by what is no part of the product. */
final class StoredLedger {
    private static final String INDEX_COLUMNS = """
            SELECT table_name, index_name, LISTAGG(column_name, ', ') WITHIN GROUP (ORDER BY ordinal_position)
              FROM information_schema.index_columns WHERE table_schema = 'public' GROUP BY table_name, index_name""";

    private static final String HALF_AN_EVENT = """
            SELECT id FROM event e
             WHERE NOT EXISTS (SELECT 1 FROM run WHERE event_id = e.id)
                OR dedup_key IS NOT NULL
                   AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.scope = 'endpoint:' || e.endpoint
                                      AND c.claim_key = e.dedup_key AND c.event_id = e.id)""";

    private static final String RUN_OR_CLAIM_OF_NO_EVENT = """
            SELECT event_id FROM run r WHERE NOT EXISTS (SELECT 1 FROM event WHERE id = r.event_id)
            UNION ALL
            SELECT event_id FROM claim c WHERE NOT EXISTS (SELECT 1 FROM event WHERE id = c.event_id)""";

    /** The load's; other routes may have no step that is recorded. */
    private static final String SUCCESS_WITHOUT_ITS_ATTEMPT = """
            SELECT id FROM run r WHERE route = 'load' AND status = 'succeeded'
               AND NOT EXISTS (SELECT 1 FROM attempt WHERE run_id = r.id)""";

    private StoredLedger() {}

    /** Which of the events a ledger lacks. See {@link #wholeEvents}. */
    static Set<String> missing(Set<String> events, Path data) throws Exception {
        Set<String> missing = new HashSet<>(events);
        missing.removeAll(wholeEvents(data));
        return missing;
    }

    /**
     * The ids of the events in a ledger, of which every one must be whole, with its claim and a run, and every index must
     * say what its table says.
     */
    private static Set<String> wholeEvents(Path data) throws Exception {
        try (StoppedLedger stopped = StoppedLedger.copyOf(data);
                Statement statement = stopped.connection().createStatement()) {
            statement.setQueryTimeout(60);
            return check(statement);
        }
    }

    private static Set<String> check(Statement statement) throws SQLException {
        for (String[] index : rows(statement, INDEX_COLUMNS)) {
            checkIndex(statement, index[0], index[1], index[2]);
        }
        assertThat(column(statement, HALF_AN_EVENT))
                .as("events that are half there")
                .isEmpty();
        assertThat(column(statement, RUN_OR_CLAIM_OF_NO_EVENT))
                .as("runs and claims of events that are not there")
                .isEmpty();
        assertThat(column(statement, SUCCESS_WITHOUT_ITS_ATTEMPT))
                .as("runs that succeeded by no attempt")
                .isEmpty();
        List<String> ids = new ArrayList<>();
        // With the body, so that each page of the table is read.
        for (String[] row : rows(statement, "SELECT id, body FROM event")) {
            ids.add(Ids.text(Ids.EVENT, UUID.fromString(row[0])));
        }
        assertThat(ids).doesNotHaveDuplicates();
        return new HashSet<>(ids);
    }

    private static void checkIndex(Statement statement, String table, String index, String columns)
            throws SQLException {
        String byIndex =
                "SELECT _rowid_, %s FROM %s USE INDEX (\"%s\") ORDER BY %s".formatted(columns, table, index, columns);
        String byTable = "SELECT _rowid_, %s, * FROM %s USE INDEX ()".formatted(columns, table);
        assertThat(column(statement, "EXPLAIN " + byIndex))
                .singleElement()
                .asString()
                .contains("/* public." + index);
        assertThat(column(statement, "EXPLAIN " + byTable))
                .singleElement()
                .asString()
                .contains(".tableScan */");
        int width = columns.split(",").length + 1;
        Set<String> entries = firstColumns(statement, byIndex, width);
        Set<String> rows = firstColumns(statement, byTable, width);
        int both = entries.size();
        entries.removeIf(rows::remove);
        assertThat(entries.size() + rows.size())
                .as("differences of %s entries of index %s and the rows of %s", both, index, table)
                .isZero();
    }

    private static Set<String> firstColumns(Statement statement, String query, int width) throws SQLException {
        return rows(statement, query).stream()
                .map(row -> String.join("|", Arrays.asList(row).subList(0, width)))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static List<String> column(Statement statement, String query) throws SQLException {
        return rows(statement, query).stream().map(row -> row[0]).toList();
    }

    private static List<String[]> rows(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            int columns = result.getMetaData().getColumnCount();
            List<String[]> rows = new ArrayList<>();
            while (result.next()) {
                String[] row = new String[columns];
                for (int i = 0; i < columns; i++) {
                    row[i] = result.getString(i + 1);
                }
                rows.add(row);
            }
            return rows;
        }
    }
}
