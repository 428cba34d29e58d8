package dev.hookwright.ledger;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
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
    private static final List<String> RUN = List.of("route", "concern");
    /** What a run may need a look for; nothing if it is ready, or has succeeded. */
    static final List<String> CONCERNS = List.of("", "held", "running", "waiting", "dead", "cancelled");

    private static final String CURRENT = " AND NOT EXISTS (SELECT 1 FROM run newer WHERE newer.event_id = run.event_id"
            + " AND newer.id > run.id AND newer.route = run.route)";

    static KeyRange ofKind(String endpoint, @Nullable String type) {
        return type == null
                ? new KeyRange("event WHERE endpoint = ? AND type IS NULL", List.of(endpoint), KIND, "id")
                : new KeyRange("event WHERE endpoint = ? AND type = ?", List.of(endpoint, type), KIND, "id");
    }

    /**
     * Events whose last run of the route stands so: one that was replayed since is dead no longer. Of those that are
     * ready it is not told whether they are, or have succeeded.
     *
     * @param status null for any
     */
    static List<KeyRange> ofRuns(String route, @Nullable RunStatus status) {
        if (status == null) {
            return CONCERNS.stream().map(concern -> ofRuns(route, concern, "")).toList();
        }
        return switch (status) {
            case SUCCEEDED -> List.of(ofRuns(route, "", " AND status = 'succeeded'"));
            case READY -> List.of(ofRuns(route, "", ""), ofRuns(route, "held", ""));
            default -> List.of(ofRuns(route, status.word(), ""));
        };
    }

    /** Events whose last run of the route may have failed before; those that are ready stand apart. */
    static List<KeyRange> ofFailedRuns(String route) {
        return CONCERNS.stream()
                .filter(concern -> !concern.isEmpty())
                .map(concern -> ofRuns(route, concern, ""))
                .toList();
    }

    private static KeyRange ofRuns(String route, String concern, String andStatus) {
        return new KeyRange(
                "run WHERE route = ? AND concern = ?" + andStatus + CURRENT, List.of(route, concern), RUN, "event_id");
    }

    /** Events that are known by their ids. */
    static KeyRange of(Collection<UUID> ids) {
        return ids.isEmpty()
                ? new KeyRange("event WHERE 1 = 0", List.of(), List.of(), "id")
                : new KeyRange(
                        "event WHERE id IN (" + EventMatch.places(ids.size()) + ")", List.copyOf(ids), List.of(), "id");
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
