package dev.hookwright.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Which keys are claimed, each once. */
final class ClaimTable {
    private static final String INSERT = "INSERT INTO claim (scope, claim_key, event_id, route, created_at)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String HOLDER = "SELECT event_id, route FROM claim WHERE scope = ? AND claim_key = ?";
    private static final String DELETE = "DELETE FROM claim WHERE scope = ? AND claim_key = ?";

    private final String oldestFirst;

    /** @param oldestFirst by what claims are to be ordered so that the oldest come first, with nothing to sort */
    ClaimTable(String oldestFirst) {
        this.oldestFirst = oldestFirst;
    }

    /**
     * Whose a key is.
     *
     * @param route through which the event goes, of an idempotent repository's key; else empty
     */
    record Holder(UUID eventId, String route) {
        private static Holder of(ResultSet row) throws SQLException {
            return new Holder(row.getObject(1, UUID.class), row.getString(2));
        }
    }

    /** A claim that may be old enough to be forgotten. */
    record Old(String scope, String key, long at) {}

    /** True if nobody had the key; now it is the holder's. */
    boolean insert(Statements statements, String scope, String key, Holder holder, long at) throws SQLException {
        return 1 == statements.update(INSERT, scope, key, holder.eventId(), holder.route(), at);
    }

    /** Who has the key, within the transaction. */
    Optional<Holder> holder(Statements statements, String scope, String key) throws SQLException {
        return statements.list(HOLDER, Holder::of, scope, key).stream().findFirst();
    }

    /** Who has the key, as of what is on disk. */
    Optional<Holder> holder(LedgerStore store, String scope, String key) {
        return store.find(HOLDER, Holder::of, scope, key);
    }

    /** Gives the key up, whoever has it. */
    int delete(Statements statements, String scope, String key) throws SQLException {
        return statements.update(DELETE, scope, key);
    }

    /** Gives the key up, if it is the holder's. */
    int delete(Statements statements, String scope, String key, Holder holder) throws SQLException {
        return statements.update(
                DELETE + " AND event_id = ? AND route = ?", scope, key, holder.eventId(), holder.route());
    }

    List<Old> oldest(LedgerStore store, int limit) {
        return store.list(
                "SELECT scope, claim_key, created_at FROM claim ORDER BY " + oldestFirst + " LIMIT ?",
                row -> new Old(row.getString(1), row.getString(2), row.getLong(3)),
                limit);
    }

    /** Forgets a claim, unless it was made anew since then. */
    int delete(Statements statements, Old old, long before) throws SQLException {
        return statements.update(DELETE + " AND created_at < ?", old.scope(), old.key(), before);
    }
}
