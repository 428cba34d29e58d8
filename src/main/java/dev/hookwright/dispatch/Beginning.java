package dev.hookwright.dispatch;

import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.Run;
import dev.hookwright.retry.FailureClass;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Makes sure that a run may be begun, and gets together what it takes to drive it. */
final class Beginning {
    /** A run that was at work so often when its process died is not begun again. */
    private static final int MOST_STARTS = 5;

    private final Ledger ledger;
    private final AtWork atWork;
    private final Answers answers;
    private final Function<String, RoutePolicy> policies;
    private final Steering steering;
    private final SilenceWatch silence;

    Beginning(
            Ledger ledger,
            AtWork atWork,
            Answers answers,
            Function<String, RoutePolicy> policies,
            Steering steering,
            SilenceWatch silence) {
        this.steering = steering;
        this.silence = silence;
        this.ledger = ledger;
        this.atWork = atWork;
        this.answers = answers;
        this.policies = policies;
    }

    /** What comes of it. */
    sealed interface Outcome {
        record Drive(RunExecutor.Drive drive) implements Outcome {}

        /** It is another node's by now, was cancelled, or its route is paused. */
        record Gone() implements Outcome {}

        record Failed(RunEnd.Failed end) implements Outcome {}
    }

    /**
     * Looks whether the run may be begun.
     *
     * @param run as started
     * @param end told once how the drive ended, if there is one
     */
    Outcome begin(QueuedRun queued, Run run, Consumer<RunEnd> end) {
        if (steering.keepsBack(queued.run())) {
            return new Outcome.Gone();
        }
        Event event = queued.event();
        if (event != null) {
            if (!ledger.owns(run)) {
                return new Outcome.Gone();
            }
            atWork.began(run);
            return drive(run, event, true, end);
        }
        if (queued.run().starts() >= MOST_STARTS) {
            return failed("its process died each of the " + MOST_STARTS + " times that it was last begun");
        }
        // On disk before it can take the process down.
        if (ledger.update(run).join() == 0) {
            return new Outcome.Gone();
        }
        Optional<Event> stored = ledger.events().find(run.eventId());
        return stored.isEmpty() ? failed("its event was deleted") : drive(run, stored.get(), false, end);
    }

    private Outcome drive(Run run, Event event, boolean first, Consumer<RunEnd> end) {
        boolean last = policies.apply(run.route()).isLastAfter(run.failures());
        boolean answer = answers.isAwaited(run.id());
        return new Outcome.Drive(
                new RunExecutor.Drive(run, event, first, last, answer, silence.begin(end), DriveWatch.NONE));
    }

    private static Outcome failed(String error) {
        return new Outcome.Failed(new RunEnd.Failed(FailureClass.PERMANENT, error));
    }
}
