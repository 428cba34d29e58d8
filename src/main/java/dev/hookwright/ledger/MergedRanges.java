package dev.hookwright.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/** Several ranges of an index, read as one: in order, each id once. What was read of a range and not taken yet is kept. */
final class MergedRanges {
    /** Ranges of one statement. */
    private static final int AT_ONCE = 32;

    private static final int LEAST = 8;
    private static final int MOST = 2_000;
    /** Of all ranges together. */
    private static final int MOST_KEPT = 40_000;

    private final LedgerStore store;
    private final Comparator<UUID> order;
    private final List<Part> parts;
    private final int most;

    MergedRanges(LedgerStore store, List<KeyRange> ranges, KeyWindow window) {
        this.store = store;
        this.order = window.order();
        this.parts = ranges.stream().map(range -> new Part(range, window)).toList();
        this.most = Math.max(LEAST, Math.min(MOST, MOST_KEPT / Math.max(1, ranges.size())));
    }

    /** A range, what was read of it ahead, and how far that is. */
    private static final class Part {
        private final KeyRange range;
        private final Deque<UUID> ahead = new ArrayDeque<>();
        private KeyWindow window;
        private boolean exhausted;
        private int size;

        Part(KeyRange range, KeyWindow window) {
            this.range = range;
            this.window = window;
        }
    }

    /** The next ids, not taken yet; fewer than the limit if there are no more. */
    List<UUID> peek(int limit) {
        while (true) {
            List<UUID> known = parts.stream()
                    .flatMap(part -> part.ahead.stream())
                    .distinct()
                    .sorted(order)
                    .limit(limit)
                    .toList();
            boolean isFull = known.size() == limit;
            List<Part> behind = parts.stream()
                    .filter(part -> !part.exhausted
                            && (!isFull
                                    || part.ahead.isEmpty()
                                    || isBefore(part.ahead.getLast(), known.get(limit - 1))))
                    .toList();
            if (behind.isEmpty()) {
                return known;
            }
            for (int i = 0; i < behind.size(); i += AT_ONCE) {
                readOn(behind.subList(i, Math.min(i + AT_ONCE, behind.size())), limit);
            }
        }
    }

    /** Takes everything up to an id. */
    void dropThrough(UUID last) {
        for (Part part : parts) {
            while (!part.ahead.isEmpty() && !isBefore(last, part.ahead.getFirst())) {
                part.ahead.removeFirst();
            }
            UUID after = part.window.after();
            if (part.ahead.isEmpty() && (after == null || isBefore(after, last))) {
                part.window = part.window.behind(last);
            }
        }
    }

    private boolean isBefore(UUID one, UUID other) {
        return order.compare(one, other) < 0;
    }

    private void readOn(List<Part> some, int limit) {
        List<Object> parameters = new ArrayList<>();
        List<String> selects = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            Part part = some.get(i);
            // What the range has to give to what is wanted is not known: twice as much each time.
            part.size = Math.min(most, part.size == 0 ? Math.max(LEAST, 2 * limit / parts.size()) : 2 * part.size);
            selects.add(part.range.select(i, part.window, part.size, parameters));
        }
        String sql = selects.size() == 1 ? selects.get(0) : "(" + String.join(") UNION ALL (", selects) + ")";
        int[] read = new int[some.size()];
        store.each(
                sql,
                row -> {
                    int number = row.getInt(1);
                    read[number]++;
                    some.get(number).ahead.addLast(row.getObject(2, UUID.class));
                },
                parameters.toArray());
        for (int i = 0; i < read.length; i++) {
            Part part = some.get(i);
            part.exhausted = read[i] < part.size;
            if (read[i] > 0) {
                part.window = part.window.behind(part.ahead.getLast());
            }
        }
    }
}
