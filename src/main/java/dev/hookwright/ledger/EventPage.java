package dev.hookwright.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list of events, newest first.
 *
 * @param next where the next page begins; null if there is none
 * @param searchedUntil set if the search stopped before the page was full: what was accepted before then was not looked
 *     at yet
 */
public record EventPage(
        List<EventSummary> events,
        @Nullable UUID next,
        @Nullable Instant searchedUntil) {}
