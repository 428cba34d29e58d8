package dev.hookwright.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that was not stored, because its event was there already.
 *
 * @param eventId the event that was first
 * @param at when it came; of several, the last
 * @param deliveries how many this stands for: beyond the first hundred of an event they are only counted
 * @param endpoint the event's; null if retention has deleted the event
 * @param dedupKey the event's; null if retention has deleted the event
 */
public record Duplicate(
        UUID id,
        UUID eventId,
        Instant at,
        @Nullable String remoteAddress,
        long deliveries,
        @Nullable String endpoint,
        @Nullable String dedupKey) {}
