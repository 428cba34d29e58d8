package dev.hookwright.ledger;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** For what has happened and must be written down, whatever becomes of the thread that tells of it. */
final class Uninterrupted {
    private Uninterrupted() {}

    /** False if there is no room for it until the limit. A thread that is interrupted stays so, but waits less. */
    static <T> boolean offer(BlockingQueue<T> queue, T item, Duration limit) {
        boolean interrupted = Thread.interrupted();
        try {
            return queue.offer(item, limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
            return queue.offer(item);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
