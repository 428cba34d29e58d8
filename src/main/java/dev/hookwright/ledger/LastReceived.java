package dev.hookwright.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * When the newest event of each endpoint came. What came since the last look is read; only of an endpoint that is not
 * known yet the newest event is searched for.
 */
public final class LastReceived {
    private static final int NEWEST = 2_000;
    private static final String SINCE =
            "SELECT id, endpoint, received_at FROM event WHERE id > ? ORDER BY id DESC LIMIT ?";
    /** Events that are accepted at once do not come in the order of their ids. */
    private static final Duration OVERLAP = Duration.ofSeconds(10);

    private final LedgerStore store;
    private final Map<String, Optional<Instant>> known = new HashMap<>();
    private UUID looked = new UUID(0, 0);

    LastReceived(LedgerStore store) {
        this.store = store;
    }

    private record Newest(UUID id, String endpoint, Instant at) {}

    /** Nothing if no event of the endpoint is kept. Blocks. */
    public synchronized Optional<Instant> of(String endpoint) {
        return known.computeIfAbsent(endpoint, this::search);
    }

    /** Learns what came since the last look. Blocks. */
    public synchronized void look() {
        List<Newest> since = store.list(
                SINCE,
                row -> new Newest(row.getObject(1, UUID.class), row.getString(2), Instant.ofEpochMilli(row.getLong(3))),
                looked,
                NEWEST);
        if (since.size() == NEWEST) {
            // There may be more, of other endpoints.
            known.clear();
        }
        Set<String> told = new HashSet<>();
        for (Newest each : since) {
            if (told.add(each.endpoint())) {
                known.put(each.endpoint(), Optional.of(each.at()));
            }
        }
        if (!since.isEmpty()) {
            looked = Ids.lowest(Ids.time(since.get(0).id()).minus(OVERLAP));
        }
    }

    private Optional<Instant> search(String endpoint) {
        List<KeyRange> ranges = new EventKinds(store).ranges(endpoint, null).orElse(List.of());
        return new MergedRanges(store, ranges, new KeyWindow(true, null, null, null))
                .peek(1).stream().findFirst().flatMap(this::receivedAt);
    }

    private Optional<Instant> receivedAt(UUID id) {
        return store.find(
                "SELECT received_at FROM event WHERE id = ?", row -> Instant.ofEpochMilli(row.getLong(1)), id);
    }
}
