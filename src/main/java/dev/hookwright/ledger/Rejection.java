package dev.hookwright.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request that was refused.
 *
 * @param status the HTTP status of the answer
 * @param code the stable code of the answer
 * @param reason why, for the operator only: the sender is not told
 * @param body as received, cut to {@link #KEPT_BODY} bytes
 */
public record Rejection(
        UUID id,
        String endpoint,
        Instant at,
        int status,
        String code,
        String reason,
        String method,
        @Nullable String remoteAddress,
        Map<String, String> headers,
        Map<String, String> query,
        byte[] body) {
    public static final int KEPT_BODY = 64 * 1024;
}
