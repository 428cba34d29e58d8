package dev.hookwright.dispatch;

import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Run;
import org.jspecify.annotations.Nullable;

/** A run that waits for its turn; the event is there when it was just accepted, and read from the ledger otherwise. */
record QueuedRun(Run run, @Nullable Event event) {}
