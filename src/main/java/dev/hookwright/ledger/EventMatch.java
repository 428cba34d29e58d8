package dev.hookwright.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Checks events that an index named against what it cannot tell. */
final class EventMatch {
    private final LedgerStore store;
    private final List<String> terms = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    EventMatch(LedgerStore store, EventFilter filter) {
        this.store = store;
        String endpoint = filter.endpoint();
        if (endpoint != null) {
            term("endpoint = ?", endpoint);
        }
        String type = filter.type();
        if (type != null) {
            term("type LIKE ? ESCAPE '\\'", TypeGlob.like(type));
        }
        Instant since = filter.since();
        if (since != null) {
            term("received_at >= ?", since.toEpochMilli());
        }
        Instant until = filter.until();
        if (until != null) {
            term("received_at < ?", until.toEpochMilli());
        }
        if (filter.isAboutRuns()) {
            terms.add(KeyRange.hasRun(filter, parameters));
        }
        String text = filter.text();
        if (text != null) {
            terms.add("(dedup_key LIKE ? ESCAPE '\\' OR POSITION(CAST(? AS BYTEA) IN body) > 0)");
            parameters.add("%" + TypeGlob.escape(text) + "%");
            parameters.add(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void term(String sql, Object value) {
        terms.add(sql);
        parameters.add(value);
    }

    /** Those of the ids whose events fit, in their order. */
    List<UUID> of(List<UUID> ids) {
        if (terms.isEmpty() || ids.isEmpty()) {
            return ids;
        }
        List<Object> all = new ArrayList<>(ids);
        all.addAll(parameters);
        List<UUID> fitting = store.list(
                "SELECT id FROM event WHERE id IN (" + places(ids.size()) + ") AND " + String.join(" AND ", terms),
                row -> row.getObject(1, UUID.class),
                all.toArray());
        Set<UUID> known = new HashSet<>(fitting);
        return ids.stream().filter(known::contains).toList();
    }

    /**
     * Some events that were looked at.
     *
     * @param last null if there were none
     */
    record Looked(int count, @Nullable UUID last, List<UUID> fitting) {}

    /** Looks at the next events there are, whatever they are. */
    Looked scan(KeyWindow window, int limit) {
        List<Object> all = new ArrayList<>(parameters);
        String fits = terms.isEmpty() ? "1" : "CASE WHEN " + String.join(" AND ", terms) + " THEN 1 ELSE 0 END";
        StringBuilder sql = new StringBuilder("SELECT id, ").append(fits).append(" FROM event WHERE 1 = 1");
        window.restrict("id", sql, all);
        sql.append(" ORDER BY id").append(window.newestFirst() ? " DESC" : "").append(" LIMIT ?");
        all.add(limit);
        List<UUID> looked = new ArrayList<>();
        List<UUID> fitting = new ArrayList<>();
        store.each(
                sql.toString(),
                row -> {
                    UUID id = row.getObject(1, UUID.class);
                    looked.add(id);
                    if (row.getInt(2) == 1) {
                        fitting.add(id);
                    }
                },
                all.toArray());
        return new Looked(looked.size(), looked.isEmpty() ? null : looked.get(looked.size() - 1), fitting);
    }

    static String places(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }
}
