package dev.hookwright.ledger;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * How the writer is.
 *
 * @param broken why this process will never write again; null while it can
 * @param away why nothing can be written for now; null while it can
 * @param waiting changes that are queued
 * @param full whether no further change is taken
 * @param writing for how long the transaction that is open now has been
 */
public record WriterState(@Nullable String broken, @Nullable String away, int waiting, boolean full, Duration writing) {
    static WriterState of(
            @Nullable LedgerUnavailable broken, Outage outage, BlockingQueue<?> queue, WriterMeter meter) {
        return new WriterState(
                broken == null ? null : broken.getMessage(),
                outage.isOn() ? outage.refusal().getMessage() : null,
                queue.size(),
                queue.remainingCapacity() == 0,
                meter.writing());
    }
}
