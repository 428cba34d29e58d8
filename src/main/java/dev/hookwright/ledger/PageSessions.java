package dev.hookwright.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Who is signed in to the pages, on all nodes. */
public final class PageSessions {
    private static final String COLUMNS =
            "id, digest, token_digest, issuer, caller, role, address, opened_at, seen_at FROM page_session";
    private static final String OPEN = "INSERT INTO page_session (id, digest, token_digest, issuer, caller, role,"
            + " address, opened_at, seen_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String SEEN = "UPDATE page_session SET seen_at = ? WHERE id = ? AND seen_at < ?";

    private final LedgerStore store;
    private final LedgerWriter writer;

    PageSessions(LedgerStore store, LedgerWriter writer) {
        this.store = store;
        this.writer = writer;
    }

    public CompletableFuture<Integer> open(PageSession session) {
        return writer.offer(Change.of(
                OPEN,
                session.id(),
                session.digest(),
                session.tokenDigest(),
                session.issuer(),
                session.caller(),
                session.role(),
                session.address(),
                session.openedAt().toEpochMilli(),
                session.seenAt().toEpochMilli()));
    }

    /** Notes when one was used. */
    public CompletableFuture<Integer> seen(UUID id, Instant at) {
        return writer.offer(Change.of(SEEN, at.toEpochMilli(), id, at.toEpochMilli()));
    }

    /** Ends one. Gives 0 if there was none. */
    public CompletableFuture<Integer> close(UUID id) {
        return writer.offer(Change.of("DELETE FROM page_session WHERE id = ?", id));
    }

    /** Ends those that a token was shown for. */
    public CompletableFuture<Integer> closeOf(String tokenDigest) {
        return writer.offer(Change.of("DELETE FROM page_session WHERE token_digest = ?", tokenDigest));
    }

    /** Deletes those that are over, as they were opened or last used before then; gives how many. */
    public CompletableFuture<Integer> deleteOver(Instant openedBefore, Instant seenBefore) {
        return writer.offer(Change.of(
                "DELETE FROM page_session WHERE opened_at <= ? OR seen_at <= ?",
                openedBefore.toEpochMilli(),
                seenBefore.toEpochMilli()));
    }

    /** All of them, the one that was opened last first. */
    public List<PageSession> all() {
        return store.list("SELECT " + COLUMNS + " ORDER BY id DESC", PageSessions::session);
    }

    public Optional<PageSession> find(String digest) {
        return store.find("SELECT " + COLUMNS + " WHERE digest = ?", PageSessions::session, digest);
    }

    private static PageSession session(ResultSet row) throws SQLException {
        return new PageSession(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                Instant.ofEpochMilli(row.getLong(8)),
                Instant.ofEpochMilli(row.getLong(9)));
    }
}
