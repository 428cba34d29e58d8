package dev.hookwright.ledger;

import java.util.List;

/** An event that came in, and the routes that it is to go through. */
public record NewEvent(Event event, List<String> routes) {}
