package dev.hookwright.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A token that opens the admin API, as it is kept: without the token itself.
 *
 * @param role in one word
 * @param begins its first characters, to tell it by
 * @param digest its SHA-256, in hexadecimal
 * @param createdBy the name of the token that made it
 * @param expiresAt null for never
 * @param lastUsedAt to the minute or so; null if it was not
 */
public record AccessToken(
        UUID id,
        String name,
        String role,
        String begins,
        String digest,
        Instant createdAt,
        String createdBy,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt) {
    /** Whether it opens nothing any more. */
    public boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}
