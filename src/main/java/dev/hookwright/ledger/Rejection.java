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
 * @param rawQuery the query as it stood in the URL; null if there was none
 * @param body as received, cut to {@link #KEPT_BODY} bytes; empty in a list, or where it was not kept
 * @param bodyLength how many bytes were received
 * @param eventId the event as which it was let in after all; null if it was not
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
        @Nullable String rawQuery,
        byte[] body,
        long bodyLength,
        @Nullable UUID eventId) {
    /** What a column holds. */
    public static final int KEPT_BODY = 1 << 20;

    /** Whether all that was sent is here. */
    public boolean isWhole() {
        return body.length == bodyLength;
    }

    /** The same, its body left out. */
    public Rejection withoutBody() {
        return new Rejection(
                id,
                endpoint,
                at,
                status,
                code,
                reason,
                method,
                remoteAddress,
                headers,
                query,
                rawQuery,
                new byte[0],
                bodyLength,
                eventId);
    }
}
