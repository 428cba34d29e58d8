package dev.hookwright.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A secret that a sender named in a handshake.
 *
 * @param confirmedAt when an operator said that it is the provider's; null while it counts for nothing
 */
public record CapturedSecret(
        UUID id,
        String endpoint,
        String secret,
        Instant receivedAt,
        @Nullable String remoteAddress,
        @Nullable Instant confirmedAt) {
    private static final int SHOWN = 4;

    /** By what an operator can tell it from others: too little of it to sign with. */
    public String begins() {
        return secret.substring(0, Math.min(SHOWN, secret.length() / 4));
    }

    /** The SHA-256 of it, in hexadecimal. */
    public String digest() {
        return Sha256.hex(secret.getBytes(StandardCharsets.UTF_8));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "CapturedSecret[" + endpoint + " " + id + "]";
    }
}
