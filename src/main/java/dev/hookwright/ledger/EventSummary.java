package dev.hookwright.ledger;

import java.util.List;

/** An event in a list: without its body, with its runs. The event's body is empty here. */
public record EventSummary(Event event, List<Run> runs) {}
