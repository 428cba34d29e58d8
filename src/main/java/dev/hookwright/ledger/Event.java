package dev.hookwright.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One accepted delivery. Stored whole, never changed.
 *
 * @param type what the provider calls this kind of event, if it says
 * @param dedupKey by which the same delivery is known when it comes again; none means that it is never taken for one
 * @param headers names in lower case; several values of a name are joined by {@code ", "}
 * @param body the bytes as received
 * @param sourceEventId the event whose body was edited and sent again as this one
 * @param payloadDeletedAt when retention deleted the body; null while it is there
 */
public record Event(
        UUID id,
        String endpoint,
        String provider,
        @Nullable String type,
        @Nullable String dedupKey,
        Instant receivedAt,
        @Nullable String remoteAddress,
        Map<String, String> headers,
        Map<String, String> query,
        byte[] body,
        @Nullable UUID sourceEventId,
        @Nullable Instant payloadDeletedAt) {

    /** An event with its payload. */
    public Event(
            UUID id,
            String endpoint,
            String provider,
            @Nullable String type,
            @Nullable String dedupKey,
            Instant receivedAt,
            @Nullable String remoteAddress,
            Map<String, String> headers,
            Map<String, String> query,
            byte[] body,
            @Nullable UUID sourceEventId) {
        this(
                id,
                endpoint,
                provider,
                type,
                dedupKey,
                receivedAt,
                remoteAddress,
                headers,
                query,
                body,
                sourceEventId,
                null);
    }
}
