package dev.hookwright.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** What alerts look for in the ledger, through indexes or within bounds. */
public final class AlertSigns {
    /** The endpoint of what an alert says begins so. Its own runs make no alarm. */
    public static final String ALERT = "alert:";

    private static final List<String> OPEN = List.of(RunStatus.READY.word(), RunStatus.WAITING.word());
    private static final String OVERDUE = " FROM run WHERE status = ? AND lane = ? AND due_at < ?"
            + " AND NOT EXISTS (SELECT 1 FROM event WHERE event.id = run.event_id AND event.endpoint LIKE '" + ALERT
            + "%')";
    private static final String OLDEST =
            "SELECT event_id, id, route, due_at" + OVERDUE + " ORDER BY status, lane, due_at LIMIT ?";
    private static final String HOW_MANY = "SELECT COUNT(*) FROM (SELECT 1 AS one" + OVERDUE + " LIMIT ?) AS overdue";

    private final LedgerStore store;

    AlertSigns(LedgerStore store) {
        this.store = store;
    }

    /** A run that waits for no other, and could have gone then. */
    public record Overdue(UUID eventId, UUID id, String route, Instant dueAt) {}

    /** The runs that are overdue for longest; not those of paused routes. */
    public List<Overdue> overdue(Instant before, int limit) {
        List<Overdue> found = new ArrayList<>();
        for (String status : OPEN) {
            for (int lane : Lane.FREE) {
                found.addAll(store.list(OLDEST, AlertSigns::overdueRun, status, lane, before.toEpochMilli(), limit));
            }
        }
        found.sort(Comparator.comparing(Overdue::dueAt));
        return found.subList(0, Math.min(found.size(), limit));
    }

    /** How many there are, counted up to so many. */
    public long countOverdue(Instant before, int most) {
        long count = 0;
        for (String status : OPEN) {
            for (int lane : Lane.FREE) {
                count += one(HOW_MANY, status, lane, before.toEpochMilli(), most);
            }
        }
        return Math.min(count, most);
    }

    /**
     * Refused requests.
     *
     * @param endpoints only theirs; all if there are none
     * @param codes only with these reasons; any if there are none
     */
    public record Refused(Instant since, List<String> endpoints, List<String> codes) {
        private String where(List<Object> parameters) {
            // By their ids they are found; those of a clock that was put back are ahead of it.
            StringBuilder sql = new StringBuilder(" FROM rejection WHERE id >= ? AND at >= ?");
            parameters.add(Ids.lowest(since));
            parameters.add(since.toEpochMilli());
            among("endpoint", endpoints, sql, parameters);
            among("code", codes, sql, parameters);
            return sql.toString();
        }

        private static void among(String column, List<String> words, StringBuilder sql, List<Object> parameters) {
            if (!words.isEmpty()) {
                sql.append(" AND ").append(column).append(" IN (").append(EventMatch.places(words.size()));
                sql.append(')');
                parameters.addAll(words);
            }
        }
    }

    /** How many there are, counted up to so many. */
    public long count(Refused refused, int most) {
        List<Object> parameters = new ArrayList<>();
        String where = refused.where(parameters);
        parameters.add(most);
        return one("SELECT COUNT(*) FROM (SELECT 1 AS one" + where + " LIMIT ?) AS refused", parameters.toArray());
    }

    /** One of them, without what was sent. */
    public record RefusedRequest(UUID id, String endpoint, Instant at, String code, String reason) {}

    /** The first or the last ones. */
    public List<RefusedRequest> list(Refused refused, boolean newestFirst, int limit) {
        List<Object> parameters = new ArrayList<>();
        String where = refused.where(parameters);
        parameters.add(limit);
        return store.list(
                "SELECT id, endpoint, at, code, reason" + where + " ORDER BY id" + (newestFirst ? " DESC" : "")
                        + " LIMIT ?",
                row -> new RefusedRequest(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        Instant.ofEpochMilli(row.getLong(3)),
                        row.getString(4),
                        row.getString(5)),
                parameters.toArray());
    }

    private static Overdue overdueRun(ResultSet row) throws SQLException {
        return new Overdue(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                Instant.ofEpochMilli(row.getLong(4)));
    }

    private long one(String sql, Object... parameters) {
        return store.find(sql, row -> row.getLong(1), parameters).orElse(0L);
    }
}
