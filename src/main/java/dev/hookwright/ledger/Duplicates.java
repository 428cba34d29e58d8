package dev.hookwright.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The deliveries that were not stored, because their event was there already. */
public final class Duplicates {
    /** More of one event are only counted. */
    static final int LISTED = 100;

    private static final String ROW = "SELECT d.id, d.event_id, d.at, d.remote_address, d.deliveries, e.endpoint,"
            + " e.dedup_key FROM duplicate d LEFT JOIN event e ON e.id = d.event_id WHERE ";
    private static final String ROWS_OF_EVENT = "SELECT id FROM duplicate WHERE event_id = ? ORDER BY id LIMIT ?";
    private static final String INSERT = "INSERT INTO duplicate (id, event_id, at, remote_address, deliveries)"
            + " VALUES (?, ?, ?, ?, 1) ON CONFLICT DO NOTHING";
    private static final String COUNT =
            "UPDATE duplicate SET deliveries = deliveries + 1, at = ?, remote_address = ?" + " WHERE id = ?";
    private static final UUID NEWEST = new UUID(-1, -1);

    private final LedgerStore store;

    Duplicates(LedgerStore store) {
        this.store = store;
    }

    /** Notes, in the transaction that found it, that the event is one that was there. */
    static void note(Statements statements, Event event, UUID first) throws SQLException {
        List<UUID> rows = statements.list(ROWS_OF_EVENT, row -> row.getObject(1, UUID.class), first, LISTED);
        long at = event.receivedAt().toEpochMilli();
        if (rows.size() < LISTED) {
            statements.update(INSERT, event.id(), first, at, event.remoteAddress());
        } else {
            statements.update(COUNT, at, event.remoteAddress(), rows.get(LISTED - 1));
        }
    }

    /** How many deliveries of an event were not stored. */
    public long count(UUID eventId) {
        return store.find(
                        "SELECT COALESCE(SUM(deliveries), 0) FROM duplicate WHERE event_id = ?",
                        row -> row.getLong(1),
                        eventId)
                .orElse(0L);
    }

    /** Those of an event, in order of arrival. */
    public List<Duplicate> of(UUID eventId) {
        return store.list(ROW + "d.event_id = ? ORDER BY d.id", Duplicates::duplicate, eventId);
    }

    /**
     * Those of all events, newest first.
     *
     * @param before only those older than this one, for the next page; null for the first page
     */
    public List<Duplicate> list(@Nullable UUID before, int limit) {
        return store.list(
                ROW + "d.id < ? ORDER BY d.id DESC LIMIT ?",
                Duplicates::duplicate,
                before == null ? NEWEST : before,
                limit);
    }

    private static Duplicate duplicate(ResultSet row) throws SQLException {
        return new Duplicate(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                Instant.ofEpochMilli(row.getLong(3)),
                row.getString(4),
                row.getLong(5),
                row.getString(6),
                row.getString(7));
    }
}
