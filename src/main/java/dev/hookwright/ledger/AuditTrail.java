package dev.hookwright.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Who has changed what. */
public final class AuditTrail {
    private static final String KEEP = "INSERT INTO audit (id, at, caller, role, address, action, target, reason,"
            + " status) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String PAGE = "SELECT id, at, caller, role, address, action, target, reason, status"
            + " FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?";
    private static final String OLD = "DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE id < ? LIMIT ?)";
    private static final UUID NEWEST = new UUID(-1, -1);

    private final LedgerStore store;
    private final LedgerWriter writer;

    AuditTrail(LedgerStore store, LedgerWriter writer) {
        this.store = store;
        this.writer = writer;
    }

    public CompletableFuture<Integer> keep(AuditEntry entry) {
        return writer.offer(Change.of(
                KEEP,
                entry.id(),
                entry.at().toEpochMilli(),
                entry.caller(),
                entry.role(),
                entry.address(),
                entry.action(),
                entry.target(),
                entry.reason(),
                entry.status()));
    }

    /**
     * The newest first.
     *
     * @param before only those older than this one, for the next page; null for the first page
     */
    public List<AuditEntry> list(@Nullable UUID before, int limit) {
        return store.list(PAGE, AuditTrail::entry, before == null ? NEWEST : before, limit);
    }

    /** Deletes a portion of what was before; gives how many went. */
    public CompletableFuture<Integer> deleteBefore(Instant oldest) {
        return writer.offer(Change.of(OLD, Ids.lowest(oldest), Retention.PORTION));
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getObject(1, UUID.class),
                Instant.ofEpochMilli(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getInt(9));
    }
}
