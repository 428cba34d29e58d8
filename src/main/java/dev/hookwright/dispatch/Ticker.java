package dev.hookwright.dispatch;

import dev.hookwright.ledger.LedgerUnavailable;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for runs again and again, on one thread. What fails is done again the next time. */
final class Ticker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("dispatch-clock-"));

    void every(Duration period, Runnable task) {
        var unused = thread.scheduleWithFixedDelay(() -> guarded(task), 0, period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (LedgerUnavailable e) {
            LOG.debug("{}; looking for runs again soon", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("looking for runs failed ({}); it is tried again", e.toString());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
