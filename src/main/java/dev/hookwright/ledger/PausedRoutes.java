package dev.hookwright.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The routes whose runs are held. A held run is ready, but stands in a lane that the queue does not look into; once its
 * route is resumed it is put back into its own.
 */
public final class PausedRoutes {
    /** How long a node may take to notice that a route was resumed, and hold another of its runs meanwhile. */
    private static final Duration NOTICED = Duration.ofSeconds(30);

    private static final String PAUSE_AGAIN = "UPDATE paused_route SET resumed_at = NULL WHERE route = ?";
    private static final String PAUSE =
            "INSERT INTO paused_route (route, paused_at) VALUES (?, ?) ON CONFLICT DO NOTHING";
    private static final String RESUME =
            "UPDATE paused_route SET resumed_at = ? WHERE route = ? AND resumed_at IS NULL";
    private static final String FORGET = "DELETE FROM paused_route WHERE route = ? AND resumed_at < ?";
    private static final String HOLD = "UPDATE run SET lane = lane + 4, status = 'ready', owner = ?"
            + " WHERE event_id = ? AND id = ? AND owner = ? AND status IN ('ready', 'waiting') AND lane < 4"
            + " AND EXISTS (SELECT 1 FROM paused_route WHERE route = ? AND resumed_at IS NULL)";
    /** Its time had come: as one that waits nobody would look for it again. */
    private static final String HAND_BACK = "UPDATE run SET status = 'ready', owner = ?"
            + " WHERE event_id = ? AND id = ? AND owner = ? AND status IN ('ready', 'waiting')";

    private static final String HELD_RUNS = "SELECT event_id, id FROM run WHERE route = ? AND concern = 'held'"
            + " AND event_id >= ? ORDER BY route, concern, event_id LIMIT ?";
    private static final String LET_GO =
            "UPDATE run SET lane = lane - 4" + " WHERE event_id = ? AND id = ? AND status = 'ready' AND lane >= 4";
    private static final UUID OLDEST = new UUID(0, 0);

    private final LedgerStore store;
    private final LedgerWriter writer;
    private final InstantSource clock;
    /** Up to where the held runs of a route were let go: those before are not read past again until the end is reached. */
    private final Map<String, UUID> reached = new HashMap<>();

    private volatile Set<String> paused = Set.of();
    private volatile Map<String, Instant> resumed = Map.of();

    PausedRoutes(LedgerStore store, LedgerWriter writer, InstantSource clock) {
        this.store = store;
        this.writer = writer;
        this.clock = clock;
    }

    /** The routes that are paused, as of the last look. */
    public Set<String> names() {
        return paused;
    }

    /** Whether there are routes whose runs are being let go. */
    public boolean isLettingGo() {
        return !resumed.isEmpty();
    }

    /** From now on this node begins no run of the route; the others do so a moment later. Blocks. */
    public void pause(String route) {
        writer.offer(new Change<Integer>() {
                    @Override
                    Integer apply(Statements statements) throws SQLException {
                        int known = statements.update(PAUSE_AGAIN, route);
                        return known > 0 ? known : statements.update(PAUSE, route, clock.millis());
                    }
                })
                .join();
        look();
    }

    /** The runs that were held go on, the oldest events first; see {@link #letGo}. Blocks. */
    public void resume(String route) {
        writer.offer(Change.of(RESUME, clock.millis(), route)).join();
        look();
    }

    /** Learns what was changed on other nodes. Blocks. */
    public synchronized void look() {
        record Row(String route, @Nullable Instant resumedAt) {}
        List<Row> rows = store.list("SELECT route, resumed_at FROM paused_route", row -> {
            String route = row.getString(1);
            long at = row.getLong(2);
            return new Row(route, row.wasNull() ? null : Instant.ofEpochMilli(at));
        });
        Map<String, Instant> letGo = new HashMap<>();
        for (Row row : rows) {
            Instant at = row.resumedAt();
            if (at != null) {
                letGo.put(row.route(), at);
            }
        }
        resumed = Map.copyOf(letGo);
        reached.keySet().retainAll(letGo.keySet());
        paused = rows.stream()
                .map(Row::route)
                .filter(route -> !letGo.containsKey(route))
                .collect(Collectors.toSet());
    }

    /** Puts a run that is this node's aside; if its route is not paused any more, it is handed back. */
    public CompletableFuture<Integer> hold(Run run) {
        return writer.submit(new Change<>() {
            @Override
            Integer apply(Statements statements) throws SQLException {
                String nobody = statements.nobody();
                int held = statements.update(HOLD, nobody, run.eventId(), run.id(), run.owner(), run.route());
                return held > 0 ? held : statements.update(HAND_BACK, nobody, run.eventId(), run.id(), run.owner());
            }
        });
    }

    /**
     * Puts some of the runs of resumed routes back into the queue. To be asked about once a second, by one node; blocks.
     *
     * @return how many; if it is as many as the limit, there may be more
     */
    public synchronized int letGo(int limit) {
        int all = 0;
        for (Map.Entry<String, Instant> route : resumed.entrySet()) {
            boolean fromTheOldest = !reached.containsKey(route.getKey());
            all += letGo(route.getKey(), limit);
            boolean isNoneLeft = fromTheOldest && !reached.containsKey(route.getKey());
            if (isNoneLeft && route.getValue().plus(NOTICED).isBefore(clock.instant())) {
                long before = clock.instant().minus(NOTICED).toEpochMilli();
                writer.offer(Change.of(FORGET, route.getKey(), before)).join();
            }
        }
        return all;
    }

    private int letGo(String route, int limit) {
        record Held(UUID eventId, UUID id) {}
        List<Held> runs = store.list(
                HELD_RUNS,
                row -> new Held(row.getObject(1, UUID.class), row.getObject(2, UUID.class)),
                route,
                reached.getOrDefault(route, OLDEST),
                limit);
        if (runs.isEmpty()) {
            // What was held late may be older.
            reached.remove(route);
            return 0;
        }
        reached.put(route, runs.get(runs.size() - 1).eventId());
        return writer.offer(new Change<Integer>() {
                    @Override
                    Integer apply(Statements statements) throws SQLException {
                        int released = 0;
                        for (Held run : runs) {
                            released += statements.update(LET_GO, run.eventId(), run.id());
                        }
                        return released;
                    }
                })
                .join();
    }
}
