package dev.hookwright.ledger;

import java.util.List;
import java.util.UUID;

/**
 * What a bulk replay is to do next.
 *
 * @param fresh events and the routes that each goes through from the start
 * @param again runs that have failed and go on
 * @param events how many it deals with
 * @param skipped events for which there is nothing to do
 * @param reached all events up to this one are dealt with by then
 * @param last whether no more will follow
 */
public record ReplayPortion(List<Fresh> fresh, List<Run> again, int events, int skipped, UUID reached, boolean last) {
    /** A run to be made. */
    public record Fresh(UUID eventId, String route) {}
}
