package dev.hookwright.dispatch;

import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Run;
import java.util.concurrent.CompletableFuture;

/** Drives a run through its route. */
public interface RunExecutor {
    /**
     * Drives the run once.
     *
     * @return how it ended; fails only if something is wrong with the executor itself
     */
    CompletableFuture<RunEnd> execute(Drive drive);

    /**
     * What is to be driven.
     *
     * @param run as started: its attempt counts this time already
     * @param first whether nothing can have been done for the run before
     * @param last whether the run is dead if it fails now
     * @param answer whether somebody waits for what the route answers
     */
    record Drive(Run run, Event event, boolean first, boolean last, boolean answer) {}
}
