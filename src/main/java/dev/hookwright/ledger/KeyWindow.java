package dev.hookwright.ledger;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which ids to look at, and in which order.
 *
 * @param from the lowest one
 * @param before the lowest one above those
 * @param after the last one that was looked at
 */
record KeyWindow(
        boolean newestFirst,
        @Nullable UUID from,
        @Nullable UUID before,
        @Nullable UUID after) {
    KeyWindow behind(UUID last) {
        return new KeyWindow(newestFirst, from, before, last);
    }

    Comparator<UUID> order() {
        return newestFirst ? Comparator.reverseOrder() : Comparator.naturalOrder();
    }

    void restrict(String key, StringBuilder sql, List<Object> parameters) {
        term(key + " >= ?", from, sql, parameters);
        // Two bounds on one side, of which a database takes the wrong one for its index, would be slow.
        boolean isBound = before != null && newestFirst && after != null && after.compareTo(before) < 0;
        term(key + " < ?", isBound ? null : before, sql, parameters);
        term(key + (newestFirst ? " < ?" : " > ?"), after, sql, parameters);
    }

    private static void term(String term, @Nullable Object value, StringBuilder sql, List<Object> parameters) {
        if (value != null) {
            sql.append(" AND ").append(term);
            parameters.add(value);
        }
    }
}
