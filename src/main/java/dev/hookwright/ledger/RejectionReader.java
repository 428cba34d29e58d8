package dev.hookwright.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads rejections. */
public final class RejectionReader {
    private static final String HEAD = "SELECT r.id, r.endpoint, r.at, r.status, r.code, r.reason, r.method,"
            + " r.remote_address, r.headers, r.query, r.raw_query, r.body_length, r.event_id";
    private static final String WHOLE =
            HEAD + ", b.bytes FROM rejection r LEFT JOIN rejection_body b ON b.rejection_id = r.id WHERE r.id = ?";
    private static final UUID NEWEST = new UUID(-1, -1);
    private static final byte[] NO_BODY = {};

    private final LedgerStore store;

    RejectionReader(LedgerStore store) {
        this.store = store;
    }

    /**
     * Which rejections to list; a part that is null takes all.
     *
     * @param code the reason in one word
     * @param since earliest time
     * @param until latest time, not included
     * @param open whether they were not let in after all
     */
    public record Filter(
            @Nullable String endpoint,
            @Nullable String code,
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable Boolean open) {}

    /**
     * Rejections, newest first, without their bodies.
     *
     * @param before only those older than this one, for the next page; null for the first page
     */
    public List<Rejection> list(Filter filter, @Nullable UUID before, int limit) {
        List<Object> parameters = new ArrayList<>();
        StringBuilder sql = new StringBuilder(HEAD).append(" FROM rejection r WHERE r.id < ?");
        parameters.add(before == null ? NEWEST : before);
        term(sql, parameters, " AND r.endpoint = ?", filter.endpoint());
        term(sql, parameters, " AND r.code = ?", filter.code());
        Instant since = filter.since();
        term(sql, parameters, " AND r.at >= ?", since == null ? null : since.toEpochMilli());
        Instant until = filter.until();
        term(sql, parameters, " AND r.at < ?", until == null ? null : until.toEpochMilli());
        if (filter.open() != null) {
            sql.append(filter.open() ? " AND r.event_id IS NULL" : " AND r.event_id IS NOT NULL");
        }
        parameters.add(limit);
        return store.list(
                sql.append(" ORDER BY r.id DESC LIMIT ?").toString(),
                row -> rejection(row, NO_BODY),
                parameters.toArray());
    }

    private static void term(StringBuilder sql, List<Object> parameters, String term, @Nullable Object value) {
        if (value != null) {
            sql.append(term);
            parameters.add(value);
        }
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
