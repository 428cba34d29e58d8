package dev.hookwright.dispatch;

import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.LedgerUnavailable;
import dev.hookwright.ledger.Run;
import dev.hookwright.retry.Durations;
import dev.hookwright.retry.FailureClass;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off the ready runs. Those that were just accepted come from memory; what does not fit there, what waited for a
 * retry and what a dead process left behind comes from the ledger.
 */
public final class Dispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final int CAPACITY = 10_000;
    private static final int MAX_IN_FLIGHT = 256;
    private static final Duration TICK = Duration.ofMillis(50);

    private final Ledger ledger;
    private final RunExecutor executor;
    private final Function<String, RoutePolicy> policies;
    private final InstantSource clock;
    private final ReadyQueue queue;
    private final ExecutorService workers;
    private final ScheduledExecutorService ticker;
    private final Object lock = new Object();

    /** Whether the ledger may hold ready runs that the queue does not. */
    private boolean backlog = true;

    private @Nullable Instant nextDue;
    /** Runs are queued, but none is begun, before the start and after the stop. */
    private boolean working;

    /** @param policies gives each route's policy; asked often, from several threads */
    public Dispatcher(
            Ledger ledger, RunExecutor executor, Function<String, RoutePolicy> policies, InstantSource clock) {
        this.ledger = ledger;
        this.executor = executor;
        this.policies = policies;
        this.clock = clock;
        this.queue = new ReadyQueue(CAPACITY, MAX_IN_FLIGHT, policies);
        this.workers = Executors.newCachedThreadPool(DaemonThreads.named("run-"));
        this.ticker = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("dispatch-clock-"));
    }

    /** Takes up what a process that died had in work, then begins to work. */
    public void start() {
        int taken = ledger.takeUpRunning().join();
        if (taken > 0) {
            LOG.info("{} runs were in work when the last process ended; they go on", taken);
        }
        Instant due = ledger.runs().nextDueAfter(Instant.EPOCH);
        synchronized (lock) {
            nextDue = due;
            working = true;
        }
        var unused = ticker.scheduleWithFixedDelay(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** New runs that are on disk, all of the same event. */
    public void accepted(Event event, List<Run> runs) {
        synchronized (lock) {
            for (Run run : runs) {
                if (!queue.offer(new QueuedRun(run, event))) {
                    backlog = true;
                }
            }
        }
        pump();
    }

    /** Something in the ledger was made ready by hand. */
    public void lookAgain() {
        synchronized (lock) {
            backlog = true;
        }
    }

    /** How many runs are at work now. */
    public int inFlight() {
        synchronized (lock) {
            return queue.inFlight();
        }
    }

    /**
     * Starts no further run and waits for those at work.
     *
     * @return how many are still at work after the limit; they go on at the next start
     */
    public int stop(Duration limit) throws InterruptedException {
        synchronized (lock) {
            working = false;
            long deadline = System.nanoTime() + limit.toNanos();
            while (queue.inFlight() > 0 && System.nanoTime() < deadline) {
                TimeUnit.NANOSECONDS.timedWait(lock, Math.max(1, deadline - System.nanoTime()));
            }
            return queue.inFlight();
        }
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        workers.shutdownNow();
    }

    private void tick() {
        try {
            refill();
            pump();
        } catch (LedgerUnavailable e) {
            LOG.warn("{}; looking again for runs in {}", e.getMessage(), Durations.format(TICK));
        }
    }

    private void refill() {
        Instant now = clock.instant();
        boolean lookForReady;
        boolean lookForDue;
        int room;
        synchronized (lock) {
            // Refilling from half on keeps the number of reads small against the number of runs.
            room = queue.held() > queue.capacity() / 2 ? 0 : queue.capacity();
            lookForReady = backlog && room > 0;
            lookForDue = nextDue != null && !nextDue.isAfter(now) && room > 0;
            if (lookForReady) {
                backlog = false;
            }
            if (lookForDue) {
                nextDue = null;
            }
        }
        if (lookForReady && !take(ledger.runs().ready(room), room)) {
            lookAgain();
        }
        if (lookForDue) {
            noteDue(take(ledger.runs().due(now, room), room) ? ledger.runs().nextDueAfter(now) : now);
        }
    }

    /** Queues what was found. False if there may be more of it. */
    private boolean take(List<Run> found, int limit) {
        boolean all = found.size() < limit;
        synchronized (lock) {
            for (Run run : found) {
                all &= queue.offer(new QueuedRun(run, null));
            }
        }
        return all;
    }

    private void noteDue(@Nullable Instant due) {
        synchronized (lock) {
            if (due != null && (nextDue == null || due.isBefore(nextDue))) {
                nextDue = due;
            }
        }
    }

    private void pump() {
        List<QueuedRun> starting = new ArrayList<>();
        synchronized (lock) {
            if (!working) {
                return;
            }
            for (var next = queue.next(); next.isPresent(); next = queue.next()) {
                starting.add(next.get());
            }
        }
        for (QueuedRun queued : starting) {
            workers.execute(() -> start(queued));
        }
    }

    private void start(QueuedRun queued) {
        Run run = queued.run().started();
        try {
            Event event = queued.event();
            if (event == null) {
                event = ledger.events()
                        .find(run.eventId())
                        .orElseThrow(() -> new LedgerUnavailable("the event of a run is gone"));
            }
            var unusedWrite = ledger.update(run);
            var unusedEnd = executor.execute(run, event)
                    .exceptionally(e -> new RunEnd.Failed(FailureClass.RETRY, String.valueOf(e.getMessage())))
                    .thenAccept(end -> ended(queued, run, end));
        } catch (RuntimeException e) {
            ended(queued, run, new RunEnd.Failed(FailureClass.RETRY, String.valueOf(e.getMessage())));
        }
    }

    private void ended(QueuedRun queued, Run run, RunEnd end) {
        Run now = after(run, end);
        var unused = ledger.update(now).whenComplete((written, failure) -> {
            synchronized (lock) {
                queue.release(run.id());
            }
            if (failure == null && !now.status().isFinal()) {
                noteDue(now.dueAt());
            }
        });
        synchronized (lock) {
            queue.finished(queued);
            lock.notifyAll();
        }
        pump();
    }

    /** Where the run stands after a drive that ended so. */
    private Run after(Run run, RunEnd end) {
        Instant now = clock.instant();
        if (!(end instanceof RunEnd.Failed failed)) {
            return run.succeeded(now);
        }
        var delay = failed.failureClass() == FailureClass.PERMANENT
                ? Optional.<Duration>empty()
                : policies.apply(run.route()).retry().delayAfter(run.failures() + 1);
        if (delay.isEmpty()) {
            LOG.warn(
                    "run {} of {} is dead: {}; it can be replayed",
                    Ids.text(Ids.RUN, run.id()),
                    run.route(),
                    failed.error());
            for (String claim : failed.claims()) {
                var unused = ledger.claims().release(claim, run.eventId(), run.route());
            }
            return run.dead(failed.error(), now);
        }
        Instant next = now.plus(delay.get());
        Instant notBefore = failed.notBefore();
        if (notBefore != null && notBefore.isAfter(next)) {
            next = notBefore;
        }
        LOG.info(
                "run {} of {} failed: {}; next attempt in {}",
                Ids.text(Ids.RUN, run.id()),
                run.route(),
                failed.error(),
                Durations.format(Duration.between(now, next)));
        return run.failedUntil(next, failed.error());
    }
}
