package dev.hookwright.dispatch;

import dev.hookwright.ledger.LedgerUnavailable;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does again and again what the dispatcher must look after. What fails once is tried again the next time. */
final class DispatchClock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final ScheduledExecutorService ticker =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("dispatch-clock-"));

    /** The first time after the first delay, then so long after each end. */
    void every(Duration first, Duration pause, Runnable task) {
        var unused = ticker.scheduleWithFixedDelay(
                () -> guarded(task), first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (LedgerUnavailable e) {
            LOG.debug("{}; looking for runs again soon", e.getMessage());
        } catch (RuntimeException | Error e) {
            // An error, too, such as no memory or no thread, may be over the next time.
            LOG.error("looking for runs failed ({}); it is tried again", e.toString());
        }
    }

    @Override
    public void close() {
        ticker.shutdownNow();
    }
}
