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
     * @param progress to be told of each step that is begun or ended; once it is lost, nothing more may be recorded
     * @param watch to be told of each step that was tried
     */
    record Drive(
            Run run, Event event, boolean first, boolean last, boolean answer, Progress progress, DriveWatch watch) {
        /** The same, looked on by another. */
        public Drive watchedBy(DriveWatch other) {
            return new Drive(run, event, first, last, answer, progress, other);
        }
    }
}
