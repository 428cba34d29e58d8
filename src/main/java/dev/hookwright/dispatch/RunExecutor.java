package dev.hookwright.dispatch;

import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Run;
import java.util.concurrent.CompletableFuture;

/** Drives a run through its route. */
public interface RunExecutor {
    /**
     * Drives the run once.
     *
     * @param run as started: its attempt counts this time already
     * @return how it ended; fails only if something is wrong with the executor itself
     */
    CompletableFuture<RunEnd> execute(Run run, Event event);
}
