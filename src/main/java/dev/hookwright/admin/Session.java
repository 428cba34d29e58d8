package dev.hookwright.admin;

import java.time.Instant;

/**
 * Someone has signed in to the pages.
 *
 * @param tokenDigest of the token that was shown; the session ends with it
 * @param csrf what changing calls of the session have to show besides the cookie
 */
record Session(String tokenDigest, String csrf, Instant openedAt, Instant seenAt) {
    Session seen(Instant now) {
        return new Session(tokenDigest, csrf, openedAt, now);
    }
}
