package dev.hookwright.flow;

import dev.hookwright.ledger.Attempt;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.retry.FailureClass;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Makes one call to the outside durable. Stands inside Camel's error handler, so that each of its redeliveries comes
 * through here and is an attempt.
 */
final class StepProcessor extends DelegateAsyncProcessor {
    /** Set while a step is at work: what a Kamelet does inside is part of the step. */
    static final String AT_WORK = "hookwrightStep";
    /** What is to be done about the last failed attempt, for error policies: {@code retry}, {@code later}, {@code permanent}. */
    static final String OUTCOME = "hookwrightOutcome";
    /** Whether the last failed attempt may have done its work all the same, for error policies. */
    static final String UNKNOWN = "hookwrightUnknown";

    private static final String STOPPED = "the process stopped while the run was at work: this call may have been made";
    private static final String GIVEN_UP = "no answer came until the run was given up: it may have been done";

    private final Step step;
    private final StepTools tools;

    StepProcessor(Processor next, Step step, StepTools tools) {
        super(next);
        this.step = step;
        this.tools = tools;
    }

    /**
     * What is called.
     *
     * @param target what several steps that call it share
     * @param host that is called, with its port if that was said; null where it is not known
     * @param http whether it is called by HTTP, and not inside a Kamelet
     * @param request tells what it is sent; null where that is not recorded
     */
    record Step(
            NodeVisit visit,
            String connector,
            String target,
            @Nullable String host,
            boolean http,
            @Nullable SentRequest request) {}

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        RunDrive drive = RunDrive.of(exchange);
        if (drive == null) {
            return super.process(exchange, callback);
        }
        if (exchange.getProperty(AT_WORK) != null) {
            TraceHeaders.put(step, exchange);
            return super.process(exchange, doneSync -> {
                TraceHeaders.remove(step, exchange);
                Refusal.keep(exchange);
                callback.done(doneSync);
            });
        }
        String key = CallPath.of(exchange).stepKey(exchange, step.visit().key(exchange, drive));
        Attempt settled = drive.settled(key);
        if (settled != null) {
            standIn(settled, drive, exchange);
            callback.done(true);
            return true;
        }
        CallPath path = CallPath.of(exchange);
        if (drive.mayHaveBeenCalled(path.way(exchange))) {
            new Call(drive, key, exchange).stopped();
        }
        Duration wait = tools.health().shortWait(step.target());
        if (!wait.isZero() && !tools.passesAtOnce(wait)) {
            tools.afterRest(wait, () -> callAfterRest(drive, key, exchange, callback));
            return false;
        }
        return callUnlessResting(drive, key, exchange, callback);
    }

    /** Nobody else hears of what goes wrong here. */
    private void callAfterRest(RunDrive drive, String key, Exchange exchange, AsyncCallback callback) {
        try {
            callUnlessResting(drive, key, exchange, doneSync -> callback.done(false));
        } catch (RuntimeException | Error e) {
            exchange.setException(e);
            callback.done(false);
        }
    }

    private boolean callUnlessResting(RunDrive drive, String key, Exchange exchange, AsyncCallback callback) {
        Ledger ledger = tools.ledger().get();
        if (!ledger.owns(drive.run()) || !ledger.isSure() || ledger.cancels().have(drive.run())) {
            drive.abandon();
        }
        StepFailure refusal = drive.isAbandoned() ? null : tools.health().refusal(step.target(), drive.isLast());
        if (refusal != null) {
            TargetResting resting = new TargetResting(refusal.error());
            drive.note(resting, refusal);
            drive.failedIn(resting, key);
            exchange.setException(resting);
        } else if (drive.isAbandoned()) {
            exchange.setException(new RunAbandoned());
        } else {
            return call(drive, key, exchange, callback);
        }
        exchange.setProperty(OUTCOME, "later");
        callback.done(true);
        return true;
    }

    private boolean call(RunDrive drive, String key, Exchange exchange, AsyncCallback callback) {
        Call call = new Call(drive, key, exchange);
        drive.opened(call.label, call);
        exchange.setProperty(AT_WORK, key);
        var unused = Refusal.take(exchange);
        exchange.setVariable(EventVariable.NAME, drive.variable().withIdempotencyKey(drive.idempotencyKey(key)));
        TraceHeaders.begin(drive, key, call.number, exchange);
        TraceHeaders.put(step, exchange);
        return super.process(exchange, doneSync -> {
            call.ended(exchange);
            callback.done(doneSync);
        });
    }

    private void standIn(Attempt settled, RunDrive drive, Exchange exchange) {
        byte[] result = settled.result();
        if (settled.outcome() == Attempt.Outcome.SUCCEEDED) {
            if (result != null) {
                StepResult.restore(result, exchange);
            }
            return;
        }
        String error = Optional.ofNullable(settled.error()).orElse("failed before");
        Integer status = settled.statusCode();
        Exception exception =
                RecordedException.again(settled, error, exchange.getContext().getClassResolver());
        drive.note(exception, new StepFailure(FailureClass.PERMANENT, status, error, settled.response(), null, true));
        drive.failedIn(exception, settled.stepKey());
        exchange.setProperty(OUTCOME, "permanent");
        exchange.setException(exception);
    }

    /** One attempt, from its start to its record. */
    private final class Call implements Runnable {
        private final RunDrive drive;
        private final String key;
        private final String label;
        private final int number;
        private final Instant startedAt = tools.clock().instant();
        private final long startedNanos = System.nanoTime();
        private final MessageSnapshot before;
        private final @Nullable String request;

        Call(RunDrive drive, String key, Exchange exchange) {
            this.drive = drive;
            this.key = key;
            this.label = CallPath.of(exchange).stepLabel(exchange, step.visit().nodeId());
            this.number = drive.nextAttempt(key);
            this.before = MessageSnapshot.of(exchange);
            this.request = step.request() == null ? null : step.request().of(exchange);
        }

        /** The drive was given up in the middle of the call. */
        @Override
        public void run() {
            tried(attempt(Attempt.Outcome.UNKNOWN, null, GIVEN_UP, null, null));
        }

        /** It was tried when the process before this one stopped. */
        void stopped() {
            record(attempt(Attempt.Outcome.UNKNOWN, null, STOPPED, null, null));
        }

        private void tried(Attempt attempt) {
            record(attempt);
            drive.watch().tried(attempt, step.host(), System.nanoTime() - startedNanos);
        }

        private void record(Attempt attempt) {
            var unused = tools.ledger().get().record(drive.run(), attempt);
        }

        void ended(Exchange exchange) {
            drive.closed(label, this);
            TraceHeaders.remove(step, exchange);
            exchange.removeProperty(AT_WORK);
            exchange.setVariable(EventVariable.NAME, drive.variable());
            if (drive.isLost()) {
                exchange.setProperty(OUTCOME, "later");
                exchange.setException(new RunAbandoned());
                return;
            }
            try {
                if (exchange.getException() == null) {
                    succeeded(exchange);
                }
                Exception exception = exchange.getException();
                if (exception != null) {
                    failed(exchange, exception);
                }
            } catch (RuntimeException | Error e) {
                // Camel would drop it, and the run would wait for the end of a call that has ended.
                exchange.setException(e);
            }
        }

        private void succeeded(Exchange exchange) {
            byte[] result;
            try {
                result = StepResult.capture(exchange, before);
            } catch (UnrecordableResult e) {
                exchange.setException(e);
                return;
            }
            Attempt attempt = attempt(Attempt.Outcome.SUCCEEDED, statusCode(exchange), null, excerpt(exchange), result);
            tried(attempt);
            drive.settle(attempt);
            tools.health().answered(step.target());
            exchange.removeProperty(OUTCOME);
            exchange.removeProperty(UNKNOWN);
        }

        private void failed(Exchange exchange, Exception exception) {
            VendorAnswer answer = VendorAnswer.of(exchange, before);
            StepFailure failure = tools.failures().read(exception, answer);
            if (failure.failureClass() == FailureClass.RETRY && LostAnswer.isBehind(exception, exchange)) {
                failure = failure.withAnswerLost();
            }
            drive.note(exception, failure);
            drive.failedIn(exception, key);
            tools.health().failed(step.target(), failure);
            boolean permanent = failure.failureClass() == FailureClass.PERMANENT;
            byte[] thrown = tools.failures().recorded(exception, failure);
            tried(attempt(outcome(failure), failure.statusCode(), failure.error(), failure.response(), thrown));
            before.restore(exchange);
            Instant notBefore = failure.notBefore();
            boolean later = notBefore != null
                    && notBefore.isAfter(tools.clock().instant().plus(TargetHealth.SHORT));
            exchange.setProperty(OUTCOME, permanent ? "permanent" : later ? "later" : "retry");
            exchange.setProperty(UNKNOWN, failure.unknown());
        }

        private static Attempt.Outcome outcome(StepFailure failure) {
            if (failure.unknown()) {
                return Attempt.Outcome.UNKNOWN;
            }
            return failure.failureClass() == FailureClass.PERMANENT ? Attempt.Outcome.FAILED : Attempt.Outcome.RETRY;
        }

        private Attempt attempt(
                Attempt.Outcome outcome,
                @Nullable Integer statusCode,
                @Nullable String error,
                @Nullable String response,
                byte @Nullable [] result) {
            long millis = (System.nanoTime() - startedNanos) / 1_000_000;
            return new Attempt(
                    drive.run().id(),
                    key,
                    number,
                    label,
                    step.connector(),
                    startedAt,
                    millis,
                    outcome,
                    statusCode,
                    error,
                    response,
                    result,
                    request);
        }

        private @Nullable Integer statusCode(Exchange exchange) {
            Object code = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE);
            return code != before.headers().get(Exchange.HTTP_RESPONSE_CODE) && code instanceof Integer status
                    ? status
                    : null;
        }

        private @Nullable String excerpt(Exchange exchange) {
            return exchange.getMessage().getBody() == before.body()
                    ? null
                    : tools.failures().excerpt(exchange);
        }
    }
}
