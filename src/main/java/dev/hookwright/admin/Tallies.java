package dev.hookwright.admin;

import dev.hookwright.ledger.EventFilter;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.LedgerUnavailable;
import dev.hookwright.ledger.RunStatus;
import dev.hookwright.ledger.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts by spans of time, and keeps the counts for a while: what is long past hardly changes. Whoever asks waits only so
 * long; what is not counted by then is counted in the background, for whoever asks next.
 */
public final class Tallies implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tallies.class);
    private static final int MOST_KEPT = 2_000;
    private static final int MOST_WAITING = 500;

    private static final Duration GOING_ON = Duration.ofSeconds(1);
    private static final Duration UNSETTLED = Duration.ofSeconds(10);
    private static final Duration SETTLED = Duration.ofMinutes(5);

    private final Ledger ledger;
    private final ExecutorService background =
            new ThreadPoolExecutor(0, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Tallies::thread);
    private final Map<Span, Counted> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Span, Counted> eldest) {
            return size() > MOST_KEPT;
        }
    };
    private final Deque<Span> waiting = new ArrayDeque<>();
    private boolean working;

    public Tallies(Ledger ledger) {
        this.ledger = ledger;
    }

    /** What is counted. */
    record Span(EventFilter filter, Instant from, Instant to) {}

    private record Counted(Tally tally, long untilNanos) {
        boolean isFresh() {
            return System.nanoTime() - untilNanos < 0;
        }
    }

    /**
     * The counts of the spans, of which those at the end are wanted first; null for one that is not counted yet.
     *
     * @param patience how long to count; what was counted before is given at once
     */
    List<@Nullable Tally> of(List<Span> spans, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        List<@Nullable Tally> tallies = new ArrayList<>();
        List<Span> late = new ArrayList<>();
        for (int i = spans.size() - 1; i >= 0; i--) {
            Span span = spans.get(i);
            Counted known = known(span);
            if (known != null && known.isFresh()) {
                tallies.add(known.tally());
            } else if (System.nanoTime() < deadline) {
                tallies.add(count(span));
            } else {
                late.add(span);
                tallies.add(known == null ? null : known.tally());
            }
        }
        Collections.reverse(tallies);
        later(late);
        return tallies;
    }

    private synchronized @Nullable Counted known(Span span) {
        return kept.get(span);
    }

    private Tally count(Span span) {
        Tally tally = ledger.stats().tally(span.filter(), span.from(), span.to());
        boolean goesOn = span.to().isAfter(ledger.now());
        boolean settled = tally.isSettled() && tally.runs(RunStatus.DEAD) == 0;
        Duration fresh = goesOn ? GOING_ON : settled ? SETTLED : UNSETTLED;
        synchronized (this) {
            kept.put(span, new Counted(tally, System.nanoTime() + fresh.toNanos()));
        }
        return tally;
    }

    private synchronized void later(List<Span> late) {
        for (Span span : late) {
            if (waiting.size() < MOST_WAITING && !waiting.contains(span)) {
                waiting.addLast(span);
            }
        }
        if (!working && !waiting.isEmpty()) {
            working = true;
            background.execute(this::work);
        }
    }

    private void work() {
        for (Span span = next(); span != null; span = next()) {
            try {
                count(span);
            } catch (LedgerUnavailable e) {
                // Whoever asks next will see it.
                forget();
            } catch (RuntimeException e) {
                LOG.error("counting failed ({}); it is tried again when somebody asks", e.toString());
            }
        }
    }

    private synchronized @Nullable Span next() {
        Span span = waiting.pollFirst();
        working = span != null;
        return span;
    }

    private synchronized void forget() {
        waiting.clear();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "hookwright-statistics");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        forget();
        background.shutdown();
        try {
            boolean unused = background.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
