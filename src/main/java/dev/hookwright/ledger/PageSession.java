package dev.hookwright.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Someone has signed in to the pages.
 *
 * @param digest of the cookie, which nobody but the browser has
 * @param tokenDigest of the token that was shown; null if an identity provider said who it is
 * @param issuer that provider; null if a token was shown
 * @param caller who it is
 * @param role in one word
 * @param address that it was opened from
 * @param seenAt when it was last used, to the minute or so
 */
public record PageSession(
        UUID id,
        String digest,
        @Nullable String tokenDigest,
        @Nullable String issuer,
        String caller,
        String role,
        String address,
        Instant openedAt,
        Instant seenAt) {
    /** The same after it was used. */
    public PageSession seen(Instant at) {
        return new PageSession(id, digest, tokenDigest, issuer, caller, role, address, openedAt, at);
    }
}
