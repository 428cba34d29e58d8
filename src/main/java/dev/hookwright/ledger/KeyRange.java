package dev.hookwright.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events whose ids stand one behind the other in an index.
 *
 * @param from the table, and the conditions on the index's first columns
 * @param sortedBy those columns: with them the database sees that there is nothing to sort
 * @param key the column with the event's id
 */
record KeyRange(String from, List<Object> parameters, List<String> sortedBy, String key) {
    private static final List<String> KIND = List.of("endpoint", "type");
    private static final List<String> RUN = List.of("route", "status");
    private static final String CURRENT = " AND NOT EXISTS (SELECT 1 FROM run newer WHERE newer.event_id = run.event_id"
            + " AND newer.id > run.id AND newer.route = run.route)";

    static KeyRange ofKind(String endpoint, @Nullable String type) {
        return type == null
                ? new KeyRange("event WHERE endpoint = ? AND type IS NULL", List.of(endpoint), KIND, "id")
                : new KeyRange("event WHERE endpoint = ? AND type = ?", List.of(endpoint, type), KIND, "id");
    }

    /** Events whose last run of the route stands so: one that was replayed since is dead no longer. */
    static KeyRange ofRuns(String route, RunStatus status) {
        return new KeyRange(
                "run WHERE route = ? AND status = ?" + CURRENT, List.of(route, status.word()), RUN, "event_id");
    }

    /** The same as a condition on one event. */
    static String hasRun(EventFilter filter, List<Object> parameters) {
        String route = filter.route();
        RunStatus status = filter.status();
        String error = filter.error();
        StringBuilder sql = new StringBuilder("EXISTS (SELECT 1 FROM run WHERE run.event_id = event.id");
        if (route != null) {
            sql.append(" AND run.route = ?");
            parameters.add(route);
        }
        if (status != null) {
            sql.append(" AND run.status = ?");
            parameters.add(status.word());
        }
        if (error != null) {
            sql.append(" AND run.error LIKE ? ESCAPE '\\'");
            parameters.add(TypeGlob.like(error));
        }
        return sql.append(CURRENT).append(')').toString();
    }

    /** A statement that reads the range in a window, each row with a number in front. */
    String select(int number, KeyWindow window, int limit, List<Object> all) {
        all.addAll(parameters);
        StringBuilder sql = new StringBuilder("SELECT ")
                .append(number)
                .append(", ")
                .append(key)
                .append(" FROM ")
                .append(from);
        window.restrict(key, sql, all);
        String direction = window.newestFirst() ? " DESC" : "";
        sql.append(" ORDER BY ");
        sortedBy.forEach(column -> sql.append(column).append(direction).append(", "));
        all.add(limit);
        return sql.append(key).append(direction).append(" LIMIT ?").toString();
    }
}
