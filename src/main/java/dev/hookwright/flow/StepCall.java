package dev.hookwright.flow;

import dev.hookwright.flow.StepProcessor.Step;
import dev.hookwright.ledger.Attempt;
import dev.hookwright.retry.FailureClass;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** One attempt, from its start to its record. */
final class StepCall implements Runnable {
    private static final String STOPPED = "the process stopped while the run was at work: this call may have been made";
    private static final String GIVEN_UP = "no answer came until the run was given up: it may have been done";

    private final Step step;
    private final StepTools tools;
    private final RunDrive drive;
    private final String key;
    private final String label;
    private final int number;
    private final Instant startedAt;
    private final long startedNanos = System.nanoTime();
    private final MessageSnapshot before;
    private final @Nullable String request;
    private final @Nullable Throwable given;

    StepCall(Step step, StepTools tools, RunDrive drive, String key, Exchange exchange) {
        this.step = step;
        this.tools = tools;
        this.startedAt = tools.clock().instant();
        this.drive = drive;
        this.key = key;
        this.label = CallPath.of(exchange).stepLabel(exchange, step.visit().nodeId());
        this.number = drive.nextAttempt(key);
        this.before = MessageSnapshot.of(exchange);
        this.given = step.visit().given(exchange);
        this.request = step.request() == null ? null : step.request().of(exchange);
    }

    String label() {
        return label;
    }

    int number() {
        return number;
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

    /** It was not called, as its target is left alone. */
    Attempt refused(StepFailure refusal) {
        return attempt(Attempt.Outcome.RETRY, null, refusal.error(), null, null);
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
        AnswerEncoding.end(exchange, before.encoding());
        exchange.removeProperty(StepProcessor.AT_WORK);
        exchange.setVariable(EventVariable.NAME, drive.variable());
        if (drive.isLost()) {
            exchange.setProperty(StepProcessor.OUTCOME, "later");
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
        drive.caught().succeeded(key);
        tools.health().answered(step.target());
        exchange.removeProperty(StepProcessor.OUTCOME);
        exchange.removeProperty(StepProcessor.UNKNOWN);
    }

    private void failed(Exchange exchange, Exception exception) {
        VendorAnswer answer = VendorAnswer.of(exchange, before);
        StepFailure failure = tools.failures().read(exception, answer);
        if (failure.failureClass() == FailureClass.RETRY && LostAnswer.isBehind(exception, exchange)) {
            failure = failure.withAnswerLost();
        }
        drive.note(exception, failure);
        tools.health().failed(step.target(), failure);
        boolean permanent = failure.failureClass() == FailureClass.PERMANENT;
        byte[] thrown = tools.failures().recorded(exception, failure);
        Attempt attempt = attempt(outcome(failure), failure.statusCode(), failure.error(), failure.response(), thrown);
        tried(attempt);
        drive.caught().failed(attempt, exception);
        drive.caught().cameUpIn(step.visit().handling(), exception, given);
        before.restore(exchange);
        Instant notBefore = failure.notBefore();
        boolean later =
                notBefore != null && notBefore.isAfter(tools.clock().instant().plus(TargetHealth.SHORT));
        exchange.setProperty(StepProcessor.OUTCOME, permanent ? "permanent" : later ? "later" : "retry");
        exchange.setProperty(StepProcessor.UNKNOWN, failure.unknown());
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
