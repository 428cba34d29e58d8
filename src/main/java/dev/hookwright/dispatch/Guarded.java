package dev.hookwright.dispatch;

import dev.hookwright.ledger.LedgerUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work that is done again and again: a failure must not end it. */
final class Guarded {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private Guarded() {}

    static void run(Runnable task) {
        try {
            task.run();
        } catch (LedgerUnavailable e) {
            LOG.debug("{}; looking for runs again soon", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("looking for runs failed ({}); it is tried again", e.toString());
        }
    }
}
