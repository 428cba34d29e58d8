package dev.hookwright.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which keys are claimed, each once. Where nodes share the database its unique index says so; the one node that has its
 * database to itself knows better where to look.
 */
final class ClaimTable {
    private static final Logger LOG = LoggerFactory.getLogger(ClaimTable.class);
    private static final int READ_AT_ONCE = 20_000;
    private static final long[] ANYWHERE = {0};

    private static final String INSERT_SHARED = "INSERT INTO claim (scope, claim_key, event_id, route, created_at)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String INSERT =
            "INSERT INTO claim (scope, claim_key, event_id, route, created_at, id) VALUES (?, ?, ?, ?, ?, ?)";

    private final @Nullable ClaimIndex index;
    private final String where;
    private @Nullable Thread reader;
    private volatile boolean closing;

    private ClaimTable(@Nullable ClaimIndex index) {
        this.index = index;
        this.where = " WHERE scope = ? AND claim_key = ?" + (index == null ? "" : " AND id = ?");
    }

    /** For any number of nodes. */
    static ClaimTable shared() {
        return new ClaimTable(null);
    }

    /** For one node. */
    static ClaimTable sole() {
        return new ClaimTable(new ClaimIndex());
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
    record Old(String scope, String key, long at, long place) {}

    /** Looks what there is; the claims of before are read behind the back of those who ask. To be called once. */
    void open(LedgerStore store) {
        ClaimIndex opened = index;
        if (opened == null) {
            return;
        }
        boolean any = store.find("SELECT MIN(id), MAX(id) FROM claim", row -> {
                    opened.open(row.getLong(1), row.getLong(2));
                    return row.getLong(2) > 0;
                })
                .orElse(false);
        if (any) {
            Thread begun = new Thread(() -> read(opened, store), "ledger-claims");
            begun.setDaemon(true);
            begun.start();
            reader = begun;
        }
    }

    /** Reads no more: H2 must not be read while it is closed. */
    void close() {
        closing = true;
        Thread begun = reader;
        if (begun != null) {
            try {
                begun.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void read(ClaimIndex into, LedgerStore store) {
        try {
            while (!closing && !into.isRead()) {
                List<Long> numbers = store.list(
                        "SELECT id FROM claim WHERE id <= ? ORDER BY id DESC LIMIT ?",
                        row -> row.getLong(1),
                        into.unread(),
                        READ_AT_ONCE);
                into.read(numbers.stream().mapToLong(Long::longValue).toArray(), numbers.size() < READ_AT_ONCE);
            }
        } catch (LedgerUnavailable e) {
            // The ledger is about to be closed, or soon in greater trouble: until then each key is looked for on disk.
            LOG.debug("the claims were not read to their end: {}", e.getMessage());
        }
    }

    /** True if nobody had the key; now it is the holder's. */
    boolean insert(Statements statements, String scope, String key, Holder holder, long at) throws SQLException {
        if (index == null) {
            return 1 == statements.update(INSERT_SHARED, scope, key, holder.eventId(), holder.route(), at);
        }
        long hash = ClaimIndex.hash(scope, key);
        if (holder(statements, scope, key, index.places(hash)).isPresent()) {
            return false;
        }
        statements.update(INSERT, scope, key, holder.eventId(), holder.route(), at, index.add(hash, at));
        return true;
    }

    /** Who has the key, within the transaction. */
    Optional<Holder> holder(Statements statements, String scope, String key) throws SQLException {
        return holder(statements, scope, key, places(scope, key));
    }

    private Optional<Holder> holder(Statements statements, String scope, String key, long[] places)
            throws SQLException {
        for (long place : places) {
            List<Holder> holders = statements.list(
                    "SELECT event_id, route FROM claim" + where, Holder::of, parameters(place, scope, key));
            if (!holders.isEmpty()) {
                return Optional.of(holders.get(0));
            }
        }
        return Optional.empty();
    }

    /** Who has the key, as of what is on disk. */
    Optional<Holder> holder(LedgerStore store, String scope, String key) {
        for (long place : places(scope, key)) {
            Optional<Holder> holder =
                    store.find("SELECT event_id, route FROM claim" + where, Holder::of, parameters(place, scope, key));
            if (holder.isPresent()) {
                return holder;
            }
        }
        return Optional.empty();
    }

    /** Gives the key up, whoever has it. */
    int delete(Statements statements, String scope, String key) throws SQLException {
        int deleted = 0;
        for (long place : places(scope, key)) {
            deleted += statements.update("DELETE FROM claim" + where, parameters(place, scope, key));
        }
        return deleted;
    }

    /** Gives the key up, if it is the holder's. */
    int delete(Statements statements, String scope, String key, Holder holder) throws SQLException {
        int deleted = 0;
        for (long place : places(scope, key)) {
            List<@Nullable Object> all = new ArrayList<>(Arrays.asList(parameters(place, scope, key)));
            all.add(holder.eventId());
            all.add(holder.route());
            deleted +=
                    statements.update("DELETE FROM claim" + where + " AND event_id = ? AND route = ?", all.toArray());
        }
        return deleted;
    }

    /** The oldest claims, or nearly so. */
    List<Old> oldest(LedgerStore store, int limit) {
        String place = index == null ? "0" : "id";
        List<Old> oldest = store.list(
                "SELECT scope, claim_key, created_at, " + place + " FROM claim ORDER BY "
                        + (index == null ? "created_at" : "id") + " LIMIT ?",
                row -> new Old(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)),
                limit);
        if (index != null && !oldest.isEmpty()) {
            index.forgetBefore(oldest.get(0).place());
        }
        return oldest;
    }

    /** Forgets a claim, unless it was made anew since then. */
    int delete(Statements statements, Old old, long before) throws SQLException {
        List<@Nullable Object> all = new ArrayList<>(Arrays.asList(parameters(old.place(), old.scope(), old.key())));
        all.add(before);
        return statements.update("DELETE FROM claim" + where + " AND created_at < ?", all.toArray());
    }

    private long[] places(String scope, String key) {
        return index == null ? ANYWHERE : index.places(ClaimIndex.hash(scope, key));
    }

    private @Nullable Object[] parameters(long place, String scope, String key) {
        return index == null ? new Object[] {scope, key} : new Object[] {scope, key, place};
    }
}
