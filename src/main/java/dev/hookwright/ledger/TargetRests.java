package dev.hookwright.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The targets that want to be left alone, as all nodes know them. */
public final class TargetRests {
    private static final String FORGET = "DELETE FROM target_rest WHERE until_at < ?";
    private static final String LATER =
            "UPDATE target_rest SET until_at = ?, reason = ? WHERE target = ? AND until_at < ?";
    private static final String NEW =
            "INSERT INTO target_rest (target, until_at, reason) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String PRESENT =
            "SELECT target, until_at, reason FROM target_rest WHERE until_at > ? ORDER BY until_at, target";
    private static final String LIFT = "DELETE FROM target_rest WHERE target = ?";

    private final LedgerStore store;
    private final LedgerWriter writer;
    private final InstantSource clock;
    /** What this node has noted since it last read. */
    private final Map<String, TargetRest> noted = new ConcurrentHashMap<>();
    /** Those of them that a look from now on finds in the table, unless they were lifted. */
    private final Set<TargetRest> written = ConcurrentHashMap.newKeySet();

    private final LiftedRests lifted;

    private volatile Map<String, TargetRest> read = Map.of();

    TargetRests(LedgerStore store, LedgerWriter writer, WaitingRuns waiting, InstantSource clock) {
        this.store = store;
        this.writer = writer;
        this.clock = clock;
        this.lifted = new LiftedRests(store, writer, waiting, clock, target -> of(target) != null);
    }

    /** Notes a rest for all nodes, unless a longer one is known. This node knows of it at once. */
    public CompletableFuture<Integer> note(TargetRest rest) {
        noted.merge(rest.target(), rest, TargetRest::longer);
        long now = clock.millis();
        return writer.offer(new Change<Integer>() {
                    @Override
                    Integer apply(Statements statements) throws SQLException {
                        long until = rest.until().toEpochMilli();
                        statements.update(FORGET, now);
                        int rows = statements.update(LATER, until, rest.reason(), rest.target(), until);
                        return rows + statements.update(NEW, rest.target(), until, rest.reason());
                    }
                })
                .whenComplete((rows, failure) -> written.add(rest));
    }

    /** The rest of a target that is not over, as of the last look; null if there is none. */
    public @Nullable TargetRest of(String target) {
        TargetRest here = noted.get(target);
        TargetRest anywhere = read.get(target);
        TargetRest rest = here == null ? anywhere : anywhere == null ? here : TargetRest.longer(here, anywhere);
        return rest == null || !rest.until().isAfter(clock.instant()) ? null : rest;
    }

    /** Every rest that is not over, the one that ends first at the head. */
    public List<TargetRest> present() {
        return store.list(PRESENT, TargetRests::rest, clock.millis());
    }

    /**
     * Ends a rest; the other nodes know of it after their next look. Blocks.
     *
     * @return false if there is none
     */
    public boolean lift(String target) {
        long now = clock.millis();
        boolean done = Change.await(writer.offer(new Change<Boolean>() {
            /** Once it was found: a commit whose answer was lost leaves nothing to find. */
            private boolean found;

            @Override
            Boolean apply(Statements statements) throws SQLException {
                found |= LiftedRests.keep(statements, target, now);
                statements.update(LIFT, target);
                return found;
            }
        }));
        look();
        return done;
    }

    /** Learns what was noted and lifted on other nodes. Blocks. */
    public synchronized void look() {
        List<TargetRest> known = List.copyOf(written);
        read = store.list(PRESENT, TargetRests::rest, clock.millis()).stream()
                .collect(Collectors.toUnmodifiableMap(TargetRest::target, rest -> rest));
        lifted.look();
        // What was noted while the table was read may not have been in it.
        for (TargetRest rest : known) {
            written.remove(rest);
            noted.remove(rest.target(), rest);
        }
        noted.values().removeIf(rest -> !rest.until().isAfter(clock.instant()));
    }

    /** Those that were lifted, and the runs that still wait because of them. */
    public LiftedRests lifted() {
        return lifted;
    }

    private static TargetRest rest(ResultSet row) throws SQLException {
        return new TargetRest(row.getString(1), Instant.ofEpochMilli(row.getLong(2)), row.getString(3));
    }
}
