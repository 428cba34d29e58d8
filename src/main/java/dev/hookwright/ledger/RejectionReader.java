package dev.hookwright.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads rejections. */
public final class RejectionReader {
    private static final String HEAD = "SELECT r.id, r.endpoint, r.at, r.status, r.code, r.reason, r.method,"
            + " r.remote_address, r.headers, r.query, r.raw_query, r.body_length, r.event_id";
    private static final String LIST = HEAD + " FROM rejection r WHERE r.id < ? ORDER BY r.id DESC LIMIT ?";
    private static final String LIST_OF_ENDPOINT =
            HEAD + " FROM rejection r WHERE r.id < ? AND r.endpoint = ? ORDER BY r.id DESC LIMIT ?";
    private static final String WHOLE =
            HEAD + ", b.bytes FROM rejection r LEFT JOIN rejection_body b ON b.rejection_id = r.id WHERE r.id = ?";
    private static final UUID NEWEST = new UUID(-1, -1);
    private static final byte[] NO_BODY = {};

    private final LedgerStore store;

    RejectionReader(LedgerStore store) {
        this.store = store;
    }

    /**
     * Rejections, newest first, without their bodies.
     *
     * @param endpoint only those of this endpoint; null for all
     * @param before only those older than this one, for the next page; null for the first page
     */
    public List<Rejection> list(@Nullable String endpoint, @Nullable UUID before, int limit) {
        UUID from = before == null ? NEWEST : before;
        return endpoint == null
                ? store.list(LIST, row -> rejection(row, NO_BODY), from, limit)
                : store.list(LIST_OF_ENDPOINT, row -> rejection(row, NO_BODY), from, endpoint, limit);
    }

    public Optional<Rejection> find(UUID id) {
        return store.find(WHOLE, row -> rejection(row, row.getBytes(14)), id);
    }

    private static Rejection rejection(ResultSet row, byte @Nullable [] body) throws SQLException {
        return new Rejection(
                row.getObject(1, UUID.class),
                row.getString(2),
                Instant.ofEpochMilli(row.getLong(3)),
                row.getInt(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                JsonText.read(row.getString(9)),
                JsonText.read(row.getString(10)),
                row.getString(11),
                body == null ? NO_BODY : body,
                row.getLong(12),
                row.getObject(13, UUID.class));
    }
}
