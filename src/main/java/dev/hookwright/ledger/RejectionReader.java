package dev.hookwright.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads rejections. */
public final class RejectionReader {
    private static final String LIST = "SELECT id, endpoint, at, status, code, reason, method, remote_address, headers,"
            + " query, body FROM rejection WHERE id < ? ORDER BY id DESC LIMIT ?";
    private static final UUID NEWEST = new UUID(-1, -1);

    private final LedgerStore store;

    RejectionReader(LedgerStore store) {
        this.store = store;
    }

    /**
     * Rejections, newest first.
     *
     * @param before only those older than this one, for the next page; null for the first page
     */
    public List<Rejection> list(@Nullable UUID before, int limit) {
        return store.list(LIST, RejectionReader::rejection, before == null ? NEWEST : before, limit);
    }

    private static Rejection rejection(ResultSet row) throws SQLException {
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
                row.getBytes(11));
    }
}
