package dev.hookwright.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The tokens that open the admin API, on all nodes. */
public final class AccessTokens {
    private static final String DELETE_EXPIRED = "DELETE FROM access_token WHERE name = ? AND expires_at <= ?";
    private static final String CREATE = "INSERT INTO access_token (id, name, role, begins, digest, created_at,"
            + " created_by, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String ALL = "SELECT id, name, role, begins, digest, created_at, created_by, expires_at,"
            + " last_used_at FROM access_token ORDER BY id DESC";
    private static final String USED =
            "UPDATE access_token SET last_used_at = ?" + " WHERE id = ? AND (last_used_at IS NULL OR last_used_at < ?)";

    private final LedgerStore store;
    private final LedgerWriter writer;

    AccessTokens(LedgerStore store, LedgerWriter writer) {
        this.store = store;
        this.writer = writer;
    }

    /**
     * Keeps a new one, in the place of one of its name that has expired. Gives false, and changes nothing, if another has
     * its name.
     */
    public CompletableFuture<Boolean> create(AccessToken token) {
        // Not in the writer's thread: what cannot be stored is to fail its caller only.
        Long expiresAt = millis(token.expiresAt());
        return writer.offer(new Change<>() {
            @Override
            Boolean apply(Statements statements) throws SQLException {
                statements.update(
                        DELETE_EXPIRED, token.name(), token.createdAt().toEpochMilli());
                statements.update(
                        CREATE,
                        token.id(),
                        token.name(),
                        token.role(),
                        token.begins(),
                        token.digest(),
                        token.createdAt().toEpochMilli(),
                        token.createdBy(),
                        expiresAt);
                // It may have been there already, when a commit is done a second time.
                return token.id()
                        .equals(statements.queryUuid("SELECT id FROM access_token WHERE name = ?", token.name()));
            }
        });
    }

    /** From now on it opens nothing. Gives 0 if it did not. */
    public CompletableFuture<Integer> revoke(UUID id) {
        return writer.offer(Change.of("DELETE FROM access_token WHERE id = ?", id));
    }

    /** Notes when one was used. */
    public CompletableFuture<Integer> used(UUID id, Instant at) {
        return writer.offer(Change.of(USED, at.toEpochMilli(), id, at.toEpochMilli()));
    }

    /** All of them, the newest first; those that have expired too. */
    public List<AccessToken> all() {
        return store.list(ALL, AccessTokens::token);
    }

    private static AccessToken token(ResultSet row) throws SQLException {
        return new AccessToken(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                Instant.ofEpochMilli(row.getLong(6)),
                row.getString(7),
                instant(row, 8),
                instant(row, 9));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }
}
