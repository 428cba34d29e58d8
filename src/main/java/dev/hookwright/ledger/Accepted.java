package dev.hookwright.ledger;

import java.util.List;
import java.util.UUID;

/**
 * What became of an event that was offered to the ledger; it is on disk by now.
 *
 * @param eventId its id; of one that was seen before, the first one's id
 * @param runs the runs that were made for it, ready; none for one that was seen before. One that nobody owns is not to be
 *     begun: it comes from the queue when it is its turn
 */
public record Accepted(UUID eventId, boolean duplicate, List<Run> runs) {}
