package dev.hookwright.ledger;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Keys that are claimed once, for idempotent consumers. A key is held by one event's passage through one route: when
 * that run is driven again it finds its own claim and goes on, while everyone else is a duplicate.
 */
public final class Claims {
    private static final String SCOPE = "idempotent";
    private static final int LONGEST = 400;

    private final LedgerWriter writer;
    private final LedgerStore store;
    private final InstantSource clock;

    Claims(LedgerWriter writer, LedgerStore store, InstantSource clock) {
        this.writer = writer;
        this.store = store;
        this.clock = clock;
    }

    /** Claims the key, on disk. True if the holder has it now, false if another has. */
    public CompletableFuture<Boolean> claim(String anyKey, UUID eventId, String route) {
        String key = bounded(anyKey);
        long now = clock.millis();
        return writer.submit(new Change<Boolean>() {
            @Override
            Boolean apply(Statements statements) throws SQLException {
                var holder = new ClaimTable.Holder(eventId, route);
                ClaimTable claims = statements.claims();
                return claims.insert(statements, SCOPE, key, holder, now)
                        || claims.holder(statements, SCOPE, key).equals(Optional.of(holder));
            }
        });
    }

    /** Whether somebody else has claimed the key. */
    public boolean isHeldByAnother(String key, UUID eventId, String route) {
        return store.claims()
                .holder(store, SCOPE, bounded(key))
                .filter(holder -> !holder.equals(new ClaimTable.Holder(eventId, route)))
                .isPresent();
    }

    /** Gives the key up, if it is the holder's. */
    public CompletableFuture<Integer> release(String key, UUID eventId, String route) {
        return writer.submit(new Change<Integer>() {
            @Override
            Integer apply(Statements statements) throws SQLException {
                return statements
                        .claims()
                        .delete(statements, SCOPE, bounded(key), new ClaimTable.Holder(eventId, route));
            }
        });
    }

    /** A route may take a whole body for a key. */
    private static String bounded(String key) {
        return key.length() <= LONGEST ? key : Sha256.hex(key.getBytes(StandardCharsets.UTF_8));
    }
}
