package dev.hookwright.ledger;

import java.util.List;
import java.util.UUID;

/**
 * Some of the events that a filter takes, oldest first.
 *
 * @param reached all events up to this one were looked at
 * @param last whether there are no more
 */
public record EventPortion(List<UUID> events, UUID reached, boolean last) {}
