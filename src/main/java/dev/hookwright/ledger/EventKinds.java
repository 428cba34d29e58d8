package dev.hookwright.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The endpoints, types and routes that there are, each found with one look into an index. */
final class EventKinds {
    /** More of them are not worth to be looked at one by one. */
    static final int MOST = 400;

    private static final String ENDPOINT = "SELECT endpoint FROM event WHERE endpoint %s ? ORDER BY endpoint LIMIT 1";
    private static final String TYPE =
            "SELECT type FROM event WHERE endpoint = ? AND type %s ? ORDER BY endpoint, type LIMIT 1";
    private static final String ROUTE = "SELECT route FROM run WHERE route %s ? ORDER BY route LIMIT 1";

    private final LedgerStore store;

    EventKinds(LedgerStore store) {
        this.store = store;
    }

    List<String> endpoints() {
        return each(ENDPOINT);
    }

    List<String> routes() {
        return each(ROUTE);
    }

    /** Empty if there are too many. */
    Optional<List<KeyRange>> ranges(@Nullable String endpoint, @Nullable String type) {
        List<KeyRange> ranges = new ArrayList<>();
        for (String each : endpoint == null ? endpoints() : List.of(endpoint)) {
            if (type == null) {
                ranges.add(KeyRange.ofKind(each, null));
            }
            boolean isGlob = type == null || type.contains("*");
            for (String known : isGlob ? each(TYPE, each) : List.of(type)) {
                if (type == null || TypeGlob.matches(type, known)) {
                    ranges.add(KeyRange.ofKind(each, known));
                }
            }
            if (ranges.size() > MOST) {
                return Optional.empty();
            }
        }
        return Optional.of(ranges);
    }

    private List<String> each(String sql, Object... fixed) {
        return store.isShared() ? atOnce(sql, fixed) : oneByOne(sql, fixed);
    }

    /** The statement calls itself: a thousand questions over a network take too long. */
    private List<String> atOnce(String sql, Object... fixed) {
        List<Object> parameters = new ArrayList<>(List.of(fixed));
        parameters.add("");
        parameters.addAll(List.of(fixed));
        parameters.add(MOST + 1);
        String begin = sql.formatted(">");
        String goOn = sql.replace("%s ?", "> found.name");
        return store.list(
                "WITH RECURSIVE found (name) AS ((" + begin + ") UNION ALL SELECT (" + goOn
                        + ") FROM found WHERE name IS NOT NULL) SELECT name FROM found WHERE name IS NOT NULL LIMIT ?",
                row -> row.getString(1),
                parameters.toArray());
    }

    /** H2 begins to read at a value even if only what is greater is wanted: it is given the least that is greater. */
    private List<String> oneByOne(String sql, Object... fixed) {
        List<String> found = new ArrayList<>();
        Optional<String> next = Optional.of("");
        while (next.isPresent() && found.size() <= MOST) {
            List<Object> parameters = new ArrayList<>(List.of(fixed));
            parameters.add(next.get() + '\u0001');
            next = store.find(sql.formatted(">="), row -> row.getString(1), parameters.toArray());
            next.ifPresent(found::add);
        }
        return found;
    }
}
