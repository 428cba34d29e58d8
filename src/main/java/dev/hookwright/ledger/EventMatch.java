package dev.hookwright.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

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

    static String places(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }
}
