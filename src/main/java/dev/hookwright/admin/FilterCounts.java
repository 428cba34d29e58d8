package dev.hookwright.admin;

import dev.hookwright.ledger.EventCount;
import dev.hookwright.ledger.EventFilter;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.LedgerUnavailable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts what filters take. Whoever asks waits only so long; the count goes on in the background for as long as somebody
 * asks again, several in turn.
 */
public final class FilterCounts implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(400);
    private static final Duration SLICE = Duration.ofMillis(50);
    /** A count that nobody has asked for during that time is given up. */
    private static final Duration UNASKED = Duration.ofSeconds(20);

    /** After it was told; and before that, for whoever was told to ask again. */
    private static final Duration LONGEST_KEPT = Duration.ofSeconds(10);

    private static final int MOST = 20;

    private final Ledger ledger;
    private final Duration patience;
    private final ThreadPoolExecutor background;
    private final Map<Map<String, String>, Counting> counts = new LinkedHashMap<>();

    public FilterCounts(Ledger ledger) {
        this(ledger, PATIENCE, oneThread());
    }

    /**
     * @param patience how long whoever asks waits
     * @param background counts; closed with this
     */
    FilterCounts(Ledger ledger, Duration patience, ThreadPoolExecutor background) {
        this.ledger = ledger;
        this.patience = patience;
        this.background = background;
    }

    static ThreadPoolExecutor oneThread() {
        return new ThreadPoolExecutor(
                0,
                1,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                FilterCounts::thread,
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** @param all false if there may be more */
    record Count(long events, boolean all) {}

    /** @param words the filter as it was asked for: with times that count back from now it is another one each time */
    Count of(Map<String, String> words, EventFilter filter) {
        Counting counting;
        synchronized (counts) {
            counts.values().removeIf(Counting::isOver);
            counting = counts.get(words);
            if (counting == null) {
                if (counts.size() >= MOST) {
                    throw new ApiProblem(503, "too-many-counts", "Too many filters are being counted; try again soon.");
                }
                counting = new Counting(ledger.events().counting(filter));
                counts.put(words, counting);
                goOn(counting);
            }
        }
        return counting.await(patience);
    }

    private void goOn(Counting counting) {
        background.execute(() -> {
            if (counting.isUnderWay()) {
                counting.goOn();
                goOn(counting);
            }
        });
    }

    private static final class Counting {
        private final EventCount count;
        private final long beganAt = System.nanoTime();
        private long askedAt = beganAt;
        private long keptUntil;
        private long took;
        private long events;
        private boolean done;
        private boolean told;
        private @Nullable LedgerUnavailable failure;

        Counting(EventCount count) {
            this.count = count;
        }

        synchronized boolean isUnderWay() {
            return !done && System.nanoTime() - askedAt < UNASKED.toNanos();
        }

        synchronized boolean isOver() {
            return done ? System.nanoTime() - keptUntil >= 0 : !isUnderWay();
        }

        void goOn() {
            long deadline = System.nanoTime() + SLICE.toNanos();
            LedgerUnavailable away = null;
            try {
                while (!count.isDone() && System.nanoTime() < deadline) {
                    count.goOn();
                }
            } catch (LedgerUnavailable e) {
                away = e;
            }
            synchronized (this) {
                long now = System.nanoTime();
                events = count.events();
                failure = away;
                done = count.isDone() || away != null;
                took = now - beganAt;
                keptUntil = away == null ? now + LONGEST_KEPT.toNanos() : now;
                notifyAll();
            }
        }

        synchronized Count await(Duration patience) {
            askedAt = System.nanoTime();
            long deadline = askedAt + patience.toNanos();
            try {
                for (long left = patience.toNanos(); !done && left > 0; left = deadline - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (failure != null) {
                throw failure;
            }
            if (done && !told) {
                told = true;
                // What took long to count is known for a little longer.
                keptUntil = System.nanoTime() + Math.min(took, LONGEST_KEPT.toNanos());
            }
            return new Count(events, done);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "hookwright-counts");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        background.shutdownNow();
        try {
            boolean unused = background.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
