package dev.hookwright.dispatch;

import dev.hookwright.ledger.Run;

/** Told how drives of runs ended. Called by many threads, which must not wait. */
public interface RunWatch {
    RunWatch NONE = (run, end) -> {};

    /** @param run as it stands now, about to be written */
    void ended(Run run, RunEnd end);
}
