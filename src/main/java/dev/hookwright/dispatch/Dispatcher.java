package dev.hookwright.dispatch;

import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.LedgerUnavailable;
import dev.hookwright.ledger.Run;
import dev.hookwright.ledger.RunStatus;
import dev.hookwright.retry.FailureClass;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off the ready runs. Those that were just accepted come from memory; what does not fit there, what waited for a
 * retry and what a dead process left behind comes from the ledger.
 */
public final class Dispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final int CAPACITY = 10_000;
    /** Where other nodes can help, a node takes on no more than it gets done in a moment. */
    private static final int SHARED_CAPACITY = 1_024;

    private static final int MAX_IN_FLIGHT = 256;
    private static final long MOST_BYTES = 64L << 20;
    private static final Duration TICK = Duration.ofMillis(50);
    private static final Duration TAKE_UP = Duration.ofSeconds(1);
    private static final Duration LAST_STEP = Duration.ofSeconds(2);

    private final Ledger ledger;
    private final RunExecutor executor;
    private final InstantSource clock;
    private final ReadyQueue queue;
    private final Refill refill;
    private final AtWork atWork;
    private final Answers answers = new Answers();
    private final Beginning beginning;
    private final Ending ending;
    private final Steering steering;
    private final ExecutorService workers;
    private final DispatchClock ticker = new DispatchClock();
    private final SilenceWatch silence;
    private final Object lock = new Object();
    private final long startedAt = System.nanoTime();

    /** Runs are queued, but none is begun, before the start and after the stop. */
    private boolean working;

    /**
     * @param policies gives each route's policy; asked often, from several threads
     * @param silence how long nothing may be heard of a run that is at work
     * @param watch told how each drive of a run ended
     */
    public Dispatcher(
            Ledger ledger,
            RunExecutor executor,
            Function<String, RoutePolicy> policies,
            Duration silence,
            RunWatch watch,
            InstantSource clock) {
        this.ledger = ledger;
        this.executor = executor;
        this.clock = clock;
        this.queue = new ReadyQueue(ledger.queue().isShared() ? SHARED_CAPACITY : CAPACITY, MAX_IN_FLIGHT, policies);
        this.refill = new Refill(ledger.queue(), clock);
        this.atWork = new AtWork(ledger);
        this.steering = new Steering(ledger, refill::lookAgain);
        this.silence = new SilenceWatch(silence, System::nanoTime);
        this.beginning = new Beginning(ledger, atWork, answers, policies, steering, this.silence);
        this.ending = new Ending(ledger, policies, watch, clock);
        this.workers = Executors.newCachedThreadPool(DaemonThreads.named("run-"));
    }

    /** Takes up what a process that died had in work, then begins to work. */
    public void start() {
        steering.look();
        refill.takeUp();
        synchronized (lock) {
            working = true;
        }
        ticker.every(Duration.ZERO, TICK, this::tick);
        ticker.every(TICK, TICK, silence::look);
        if (ledger.queue().isShared()) {
            ticker.every(TAKE_UP, TAKE_UP, refill::takeUp);
        }
    }

    /** Whether there is room for the runs of one more event. */
    public boolean hasRoom() {
        synchronized (lock) {
            return working && queue.held() < queue.capacity();
        }
    }

    /** New runs that are on disk, all of the same event. */
    public void accepted(Event event, List<Run> runs) {
        synchronized (lock) {
            for (Run run : runs) {
                boolean fits = queue.bytes() + event.body().length <= MOST_BYTES;
                QueuedRun queued = new QueuedRun(run, fits ? event : null);
                if (!ledger.owns(run)) {
                    if (ledger.queue().isShared() && run.orderKey() != null) {
                        // Another of its order may be before it, on any node.
                        refill.lookAgain();
                    }
                } else if (ledger.queue().isShared()) {
                    queue.add(queued);
                } else if (!queue.offer(queued)) {
                    refill.lookAgain();
                }
            }
        }
        pump();
    }

    /** For senders who wait for a run that is given to {@link #accepted} next. */
    public Answers answers() {
        return answers;
    }

    /** Something in the ledger was made ready, or due, by hand. */
    public void lookAgain() {
        refill.lookAgain();
        refill.noteDue(clock.instant());
    }

    /** How many runs are at work now. */
    public int inFlight() {
        synchronized (lock) {
            return queue.inFlight();
        }
    }

    /**
     * Starts no further run, hands back what is queued, and waits for those at work. After the limit they are left at
     * their next step.
     *
     * @return how many are still at work, in a call that does not end; they go on at the next start, or on another node
     */
    public int stop(Duration limit) throws InterruptedException {
        List<QueuedRun> queued;
        synchronized (lock) {
            working = false;
            queued = queue.removeQueued();
        }
        if (ledger.queue().isShared()) {
            queued.forEach(each -> {
                var unused = ledger.update(each.run().handedBack());
            });
        }
        int left = awaitIdle(limit);
        if (left > 0) {
            ledger.retire();
            left = awaitIdle(LAST_STEP);
        }
        answers.tellAll();
        silence.leaveAll();
        return left;
    }

    private int awaitIdle(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (lock) {
            while (queue.inFlight() > 0 && System.nanoTime() < deadline) {
                TimeUnit.NANOSECONDS.timedWait(lock, Math.max(1, deadline - System.nanoTime()));
            }
            return queue.inFlight();
        }
    }

    @Override
    public void close() {
        ticker.close();
        workers.shutdownNow();
    }

    private void tick() {
        steering.lookNowAndThen();
        atWork.writeLateStarts();
        int room;
        synchronized (lock) {
            // Refilling from half on keeps the number of reads small against the number of runs.
            room = !working || queue.held() > queue.capacity() / 2 ? 0 : queue.capacity();
        }
        refill.run(room, this::fetched);
        pump();
    }

    private void pump() {
        if (!ledger.isSure()) {
            return;
        }
        List<QueuedRun> starting = new ArrayList<>();
        synchronized (lock) {
            if (!working) {
                return;
            }
            Duration uptime = Duration.ofNanos(System.nanoTime() - startedAt);
            for (var next = queue.next(uptime); next.isPresent(); next = queue.next(uptime)) {
                starting.add(next.get());
            }
        }
        for (QueuedRun queued : starting) {
            workers.execute(() -> start(queued));
        }
    }

    private void start(QueuedRun queued) {
        Run run = queued.run().started();
        Consumer<RunEnd> end = how -> ended(queued, run, how);
        try {
            Beginning.Outcome outcome = beginning.begin(queued, run, how -> ended(queued, run, how));
            if (outcome instanceof Beginning.Outcome.Drive begun) {
                end = begun.drive().progress()::ended;
                var unusedEnd = executor.execute(begun.drive())
                        .exceptionally(e -> new RunEnd.Failed(FailureClass.RETRY, String.valueOf(e.getMessage())))
                        .thenAccept(end);
            } else if (outcome instanceof Beginning.Outcome.Failed failed) {
                end.accept(failed.end());
            } else {
                gone(queued);
            }
        } catch (LedgerUnavailable | CompletionException e) {
            LOG.debug("run {} is put back: {}", Ids.text(Ids.RUN, run.id()), e.getMessage());
            end.accept(new RunEnd.Abandoned());
        } catch (RuntimeException e) {
            end.accept(new RunEnd.Failed(FailureClass.RETRY, String.valueOf(e.getMessage())));
        }
    }

    /** It is another node's by now, or was cancelled. */
    private void gone(QueuedRun queued) {
        synchronized (lock) {
            queue.finished(queued);
            queue.release(queued.run().id());
            lock.notifyAll();
        }
        answers.tell(queued.run().id(), Answers.NOT_YET);
        takeFollower(queued.run());
        pump();
    }

    private void ended(QueuedRun queued, Run run, RunEnd end) {
        atWork.ended(run);
        Run now = ending.of(run, end);
        var unused = ledger.update(now).whenComplete((written, failure) -> {
            synchronized (lock) {
                queue.release(run.id());
            }
            if (now.status() == RunStatus.READY) {
                refill.lookAgain();
            } else if (now.status() == RunStatus.WAITING) {
                refill.noteDue(now.dueAt());
            }
            answers.tell(run.id(), new Answers.Answer(end.answer(), now.status() == RunStatus.DEAD));
        });
        if (now.status().isFinal()) {
            takeFollower(run);
        }
        synchronized (lock) {
            queue.finished(queued);
            lock.notifyAll();
        }
        pump();
    }

    /** Whose turn it is now that one in order has ended; its end is in the ledger's queue by now. */
    private void takeFollower(Run ended) {
        if (ended.orderKey() == null) {
            return;
        }
        var unused = ledger.queue().takeFollower(ended, clock.instant()).whenComplete((follower, failure) -> {
            if (failure == null && follower.isPresent() && !fetched(follower.get())) {
                refill.lookAgain();
            }
            pump();
        });
    }

    /** False if there is no room for the run. */
    private boolean fetched(Run run) {
        synchronized (lock) {
            if (ledger.queue().isShared()) {
                queue.add(new QueuedRun(run, null));
                return true;
            }
            return queue.offer(new QueuedRun(run, null));
        }
    }
}
