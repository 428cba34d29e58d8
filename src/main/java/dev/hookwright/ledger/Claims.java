package dev.hookwright.ledger;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Keys that are claimed once, for idempotent consumers. A key is held by one event's passage through one route: when
 * that run is driven again it finds its own claim and goes on, while everyone else is a duplicate.
 */
public final class Claims {
    private static final String SCOPE = "idempotent";
    private static final String CLAIM = "INSERT INTO claim (scope, claim_key, event_id, route, created_at)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String HOLDER =
            "SELECT event_id FROM claim WHERE scope = ? AND claim_key = ? AND event_id = ? AND route = ?";
    private static final String HELD_BY_ANOTHER =
            "SELECT 1 FROM claim WHERE scope = ? AND claim_key = ? AND NOT (event_id = ? AND route = ?)";
    private static final String RELEASE =
            "DELETE FROM claim WHERE scope = ? AND claim_key = ? AND event_id = ? AND route = ?";

    private final LedgerWriter writer;
    private final LedgerStore store;
    private final InstantSource clock;

    Claims(LedgerWriter writer, LedgerStore store, InstantSource clock) {
        this.writer = writer;
        this.store = store;
        this.clock = clock;
    }

    /** Claims the key, on disk. True if the holder has it now, false if another has. */
    public CompletableFuture<Boolean> claim(String key, UUID eventId, String route) {
        long now = clock.millis();
        return writer.submit(new Change<Boolean>() {
            @Override
            Boolean apply(Statements statements) throws SQLException {
                return statements.update(CLAIM, SCOPE, key, eventId, route, now) == 1
                        || statements.queryUuid(HOLDER, SCOPE, key, eventId, route) != null;
            }
        });
    }

    /** Whether somebody else has claimed the key. */
    public boolean isHeldByAnother(String key, UUID eventId, String route) {
        return store.find(HELD_BY_ANOTHER, row -> true, SCOPE, key, eventId, route)
                .isPresent();
    }

    /** Gives the key up, if it is the holder's. */
    public CompletableFuture<Integer> release(String key, UUID eventId, String route) {
        return writer.submit(Change.of(RELEASE, SCOPE, key, eventId, route));
    }
}
