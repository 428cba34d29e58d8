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
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
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
    private static final Duration TICK = Duration.ofMillis(50);
    private static final Duration TAKE_UP = Duration.ofSeconds(1);
    private static final Duration STRAYS = Duration.ofSeconds(2);
    private static final Duration LAST_STEP = Duration.ofSeconds(2);

    private final Ledger ledger;
    private final RunExecutor executor;
    private final InstantSource clock;
    private final InHand inHand;
    private final Refill refill;
    private final AtWork atWork;
    private final Answers answers = new Answers();
    private final Beginning beginning;
    private final Ending ending;
    private final Steering steering;
    private final Workers workers = new Workers(DaemonThreads.named("run-"));
    private final DispatchClock ticker = new DispatchClock();
    private final SilenceWatch silence;

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
        this.inHand = new InHand(ledger.queue().isShared(), policies);
        this.refill = new Refill(ledger.queue(), clock, inHand::holds);
        this.atWork = new AtWork(ledger);
        this.steering = new Steering(ledger, refill::lookAgain);
        this.silence = new SilenceWatch(silence, System::nanoTime);
        this.beginning = new Beginning(ledger, atWork, answers, policies, steering, this.silence);
        this.ending = new Ending(ledger, policies, watch, clock);
    }

    /** Takes up what a process that died had in work, then begins to work. */
    public void start() {
        steering.look();
        refill.takeUp();
        inHand.start();
        ticker.every(Duration.ZERO, TICK, this::tick);
        ticker.every(TICK, TICK, silence::look);
        if (ledger.queue().isShared()) {
            ticker.every(TAKE_UP, TAKE_UP, refill::takeUp);
            ticker.every(STRAYS, STRAYS, new Strays(ledger.queue(), inHand::holds)::look);
        }
    }

    /** Whether there is room for the runs of one more event. */
    public boolean hasRoom() {
        return inHand.hasRoom();
    }

    /** New runs that are on disk, all of the same event. */
    public void accepted(Event event, List<Run> runs) {
        for (Run run : runs) {
            if (ledger.owns(run)) {
                queued(run, event);
            } else if (ledger.queue().isShared() && run.orderKey() != null) {
                // Another of its order may be before it, on any node.
                refill.lookAgain();
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
        return inHand.inFlight();
    }

    /**
     * Starts no further run, hands back what is queued, and waits for those at work. After the limit they are left at
     * their next step.
     *
     * @return how many are still at work, in a call that does not end; they go on at the next start, or on another node
     */
    public int stop(Duration limit) throws InterruptedException {
        List<QueuedRun> queued = inHand.stop();
        if (ledger.queue().isShared()) {
            queued.forEach(each -> {
                var unused = ledger.update(each.run().handedBack());
            });
        }
        int left = inHand.awaitIdle(limit);
        if (left > 0) {
            ledger.retire();
            left = inHand.awaitIdle(LAST_STEP);
        }
        answers.tellAll();
        silence.leaveAll();
        return left;
    }

    @Override
    public void close() {
        ticker.close();
        workers.close();
    }

    private void tick() {
        steering.lookNowAndThen();
        atWork.writeLateStarts();
        int room = inHand.beginLook();
        try {
            refill.run(room, this::fetched);
        } finally {
            inHand.endLook();
        }
        pump();
    }

    private void pump() {
        if (!ledger.isSure()) {
            return;
        }
        for (QueuedRun queued : inHand.takeStarting()) {
            if (!workers.begin(() -> start(queued))) {
                putBack(queued);
            }
        }
    }

    /** It could not be begun. */
    private void putBack(QueuedRun queued) {
        inHand.finished(queued);
        Run run = queued.run();
        var unused = ledger.update(run.handedBack()).whenComplete((written, failure) -> {
            inHand.release(run.id());
            refill.lookAgain();
        });
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
        } catch (Error e) {
            end.accept(new RunEnd.Failed(FailureClass.RETRY, e.toString()));
            // The thread ends: what it had still to do of the route is not to be done.
            throw e;
        }
    }

    /** It is another node's by now, or was cancelled. */
    private void gone(QueuedRun queued) {
        inHand.finished(queued);
        inHand.release(queued.run().id());
        refill.lookAgain();
        answers.tell(queued.run().id(), Answers.NOT_YET);
        takeFollower(queued.run());
        pump();
    }

    private void ended(QueuedRun queued, Run run, RunEnd end) {
        atWork.ended(run);
        Run now = ending.of(run, end);
        var unused = ledger.update(now).whenComplete((written, failure) -> {
            inHand.release(run.id());
            if (now.status() == RunStatus.READY) {
                refill.lookAgain();
            } else if (now.status() == RunStatus.WAITING) {
                refill.noteDue(now.dueAt());
            }
            // Of one that was cancelled meanwhile, or is another node's, nothing was written.
            boolean isSo = Integer.valueOf(1).equals(written);
            answers.tell(
                    run.id(),
                    isSo ? new Answers.Answer(end.answer(), now.status() == RunStatus.DEAD) : Answers.NOT_YET);
            if (!now.status().isFinal() && Integer.valueOf(0).equals(written)) {
                // It was cancelled meanwhile, or is another node's.
                takeFollower(run);
            }
        });
        if (now.status().isFinal()) {
            takeFollower(run);
        }
        inHand.finished(queued);
        pump();
    }

    /** Whose turn it is now that one in order is not at work any more; what became of it is in the ledger's queue by now. */
    private void takeFollower(Run ended) {
        if (ended.orderKey() == null) {
            return;
        }
        var unused = ledger.queue()
                .takeFollower(ended, clock.instant(), inHand::holds)
                .whenComplete((follower, failure) -> {
                    if (failure == null) {
                        follower.ifPresent(run -> queued(run, null));
                    }
                    pump();
                });
    }

    private void queued(Run run, @Nullable Event event) {
        if (!inHand.add(run, event)) {
            refill.lookAgain();
        }
    }

    private boolean fetched(Run run) {
        return inHand.add(run, null);
    }
}
