package dev.hookwright.server;

import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.LedgerUnavailable;
import dev.hookwright.ledger.Retention;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be done now and then: look at the disk, delete what is not to be kept. */
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration DISK = Duration.ofSeconds(1);
    private static final Duration OLD = Duration.ofSeconds(5);
    private static final Duration SURPLUS = Duration.ofMinutes(1);
    /** Between two portions, so that others get their turn at the writer. */
    private static final Duration BREATH = Duration.ofMillis(20);
    /** What was deleted is told so often at most: where events come in all day, some get too old every few seconds. */
    private static final Duration TOLD = Duration.ofMinutes(10);
    /** Deleting waits while so many changes do. */
    private static final int BUSY = 2_000;

    private final Ledger ledger;
    private final ScheduledExecutorService looks = Executors.newScheduledThreadPool(2, Housekeeping::thread);
    /** Of their own: they may have hours to do, and meanwhile somebody has to look at the disk. */
    private final ScheduledExecutorService deletions = Executors.newScheduledThreadPool(2, Housekeeping::thread);

    private long untold;
    private long toldAt = System.nanoTime() - TOLD.toNanos();

    Housekeeping(Ledger ledger, Retention retention, DiskGuard guard) {
        this.ledger = ledger;
        every(DISK, guard::look);
        every(deletions, OLD, () -> delete(retention::deleteOld));
        every(deletions, SURPLUS, () -> delete(retention::deleteSurplus));
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "housekeeping");
        thread.setDaemon(true);
        return thread;
    }

    /** Does something now and then; what fails is done again the next time. */
    void every(Duration period, Runnable task) {
        every(looks, period, task);
    }

    private static void every(ScheduledExecutorService threads, Duration period, Runnable task) {
        var unused = threads.scheduleWithFixedDelay(
                () -> guarded(task), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (LedgerUnavailable e) {
            LOG.debug("{}; housekeeping goes on later", e.getMessage());
        } catch (RuntimeException | Error e) {
            // An error, too, such as no memory or no thread, may be over the next time.
            LOG.error("housekeeping failed ({}); it is tried again later", e.toString());
        }
    }

    private void delete(IntSupplier portion) {
        if (!ledger.isFirstNode()) {
            return;
        }
        long rows = 0;
        int deleted = Retention.PORTION;
        while (Retention.isWorthAnother(deleted) && !Thread.currentThread().isInterrupted()) {
            if (ledger.gauges().statistics().waiting() < BUSY) {
                deleted = portion.getAsInt();
                rows += deleted;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(BREATH.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        tell(rows);
    }

    private synchronized void tell(long rows) {
        untold += rows;
        if (untold > 0 && System.nanoTime() - toldAt >= TOLD.toNanos()) {
            LOG.info("retention has deleted {} rows", untold);
            untold = 0;
            toldAt = System.nanoTime();
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
        deletions.shutdownNow();
        try {
            if (!looks.awaitTermination(5, TimeUnit.SECONDS) || !deletions.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("housekeeping is still at work; what it does is not finished");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
