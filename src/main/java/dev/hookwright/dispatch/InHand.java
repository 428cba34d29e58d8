package dev.hookwright.dispatch;

import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The runs that this node has in its hands, queued or at work, for many threads. */
final class InHand {
    private static final int CAPACITY = 10_000;
    /** Where other nodes can help, a node takes on no more than it gets done in a moment. */
    private static final int SHARED_CAPACITY = 1_024;

    private static final int MAX_IN_FLIGHT = 256;
    private static final long MOST_BYTES = 64L << 20;

    private final boolean shared;
    private final ReadyQueue queue;
    private final Object lock = new Object();
    private final long startedAt = System.nanoTime();

    /** Runs are queued, but none is begun, before the start and after the stop. */
    private boolean working;

    /** @param shared whether what is not queued here may be another node's a moment later */
    InHand(boolean shared, Function<String, RoutePolicy> policies) {
        this.shared = shared;
        this.queue = new ReadyQueue(shared ? SHARED_CAPACITY : CAPACITY, MAX_IN_FLIGHT, policies);
    }

    void start() {
        synchronized (lock) {
            working = true;
        }
    }

    /** From now on none is begun. Gives those that were queued, which are not in hand any more. */
    List<QueuedRun> stop() {
        synchronized (lock) {
            working = false;
            return queue.removeQueued();
        }
    }

    boolean hasRoom() {
        synchronized (lock) {
            return working && queue.held() < queue.capacity();
        }
    }

    /**
     * Queues a run that is this node's.
     *
     * @param event where it was just accepted; else null
     * @return false if there is no room for it, or it has just ended: it is to be looked for in the ledger
     */
    boolean add(Run run, @Nullable Event event) {
        synchronized (lock) {
            boolean fits = event != null && queue.bytes() + event.body().length <= MOST_BYTES;
            QueuedRun queued = new QueuedRun(run, fits ? event : null);
            if (shared) {
                queue.add(queued);
                return true;
            }
            return queue.offer(queued);
        }
    }

    /** Takes all that can be begun now; they count as at work. */
    List<QueuedRun> takeStarting() {
        List<QueuedRun> starting = new ArrayList<>();
        synchronized (lock) {
            Duration uptime = Duration.ofNanos(System.nanoTime() - startedAt);
            for (var next = next(uptime); next != null; next = next(uptime)) {
                starting.add(next);
            }
        }
        return starting;
    }

    private @Nullable QueuedRun next(Duration uptime) {
        return working ? queue.next(uptime).orElse(null) : null;
    }

    /** It is not at work any more, but stays in hand until what became of it is on disk. */
    void finished(QueuedRun queued) {
        synchronized (lock) {
            queue.finished(queued);
            lock.notifyAll();
        }
    }

    void release(UUID run) {
        synchronized (lock) {
            queue.release(run);
        }
    }

    boolean holds(UUID run) {
        synchronized (lock) {
            return queue.holds(run);
        }
    }

    /** Runs are about to be read from the ledger. Gives how many there is room for. */
    int beginLook() {
        synchronized (lock) {
            queue.beginLook();
            // Refilling from half on keeps the number of reads small against the number of runs.
            return !working || queue.held() > queue.capacity() / 2 ? 0 : queue.capacity();
        }
    }

    void endLook() {
        synchronized (lock) {
            queue.endLook();
        }
    }

    int inFlight() {
        synchronized (lock) {
            return queue.inFlight();
        }
    }

    /** Waits until none is at work. Gives how many still are at the limit. */
    int awaitIdle(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (lock) {
            while (queue.inFlight() > 0 && System.nanoTime() < deadline) {
                TimeUnit.NANOSECONDS.timedWait(lock, Math.max(1, deadline - System.nanoTime()));
            }
            return queue.inFlight();
        }
    }
}
