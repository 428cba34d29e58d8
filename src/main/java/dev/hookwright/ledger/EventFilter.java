package dev.hookwright.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which events to list; a part that is null takes all.
 *
 * @param type an event type, {@code *} stands for any run of characters
 * @param status of at least one of the event's runs
 * @param route that at least one of the event's runs went through
 * @param text part of an id, a dedup key or the payload's text
 * @param since earliest time of acceptance
 * @param until latest time of acceptance, not included
 */
public record EventFilter(
        @Nullable String endpoint,
        @Nullable String type,
        @Nullable RunStatus status,
        @Nullable String route,
        @Nullable String text,
        @Nullable Instant since,
        @Nullable Instant until) {
    public static final EventFilter ALL = new EventFilter(null, null, null, null, null, null, null);
}
