package dev.hookwright.flow;

import dev.hookwright.ledger.Attempt;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.retry.FailureClass;
import java.time.Duration;
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
            Object encoding = AnswerEncoding.noted(exchange);
            return super.process(exchange, doneSync -> {
                TraceHeaders.remove(step, exchange);
                AnswerEncoding.end(exchange, encoding);
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
            new StepCall(step, tools, drive, key, exchange).stopped();
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
            drive.caught().failed(new StepCall(step, tools, drive, key, exchange).refused(refusal), resting);
            drive.caught()
                    .cameUpIn(step.visit().handling(), resting, step.visit().given(exchange));
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
        drive.caught().goesOn(exchange, key);
        StepCall call = new StepCall(step, tools, drive, key, exchange);
        drive.opened(call.label(), call);
        exchange.setProperty(AT_WORK, key);
        var unused = Refusal.take(exchange);
        exchange.setVariable(EventVariable.NAME, drive.variable().withIdempotencyKey(drive.idempotencyKey(key)));
        TraceHeaders.begin(drive, key, call.number(), exchange);
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
        boolean mayMend = settled.outcome() != Attempt.Outcome.FAILED;
        FailureClass failureClass = mayMend ? FailureClass.RETRY : FailureClass.PERMANENT;
        drive.note(exception, new StepFailure(failureClass, status, error, settled.response(), null, true));
        drive.caught().stands(settled, exception);
        drive.caught().cameUpIn(step.visit().handling(), exception, step.visit().given(exchange));
        // For now, nobody is to call it again.
        exchange.setProperty(OUTCOME, "permanent");
        exchange.setProperty(UNKNOWN, settled.outcome() == Attempt.Outcome.UNKNOWN);
        exchange.setException(exception);
    }
}
