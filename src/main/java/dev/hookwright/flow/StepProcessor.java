package dev.hookwright.flow;

import dev.hookwright.ledger.Attempt;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.retry.FailureClass;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.http.base.HttpOperationFailedException;
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
    /** A target that wants to be left alone for longer than this is not asked again within the same drive. */
    private static final Duration SHORT_WAIT = Duration.ofSeconds(2);

    private final String nodeId;
    private final String connector;
    private final Supplier<Ledger> ledger;
    private final FailureReader failures;
    private final InstantSource clock;

    StepProcessor(
            Processor next,
            String nodeId,
            String connector,
            Supplier<Ledger> ledger,
            FailureReader failures,
            InstantSource clock) {
        super(next);
        this.nodeId = nodeId;
        this.connector = connector;
        this.ledger = ledger;
        this.failures = failures;
        this.clock = clock;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        RunDrive drive = RunDrive.of(exchange);
        if (drive == null || exchange.getProperty(AT_WORK) != null) {
            return super.process(exchange, callback);
        }
        String key = CallPath.of(exchange).stepKey(exchange, nodeId);
        Attempt settled = drive.settled(key);
        if (settled != null) {
            standIn(settled, drive, exchange);
            callback.done(true);
            return true;
        }
        if (!ledger.get().owns(drive.run()) || !ledger.get().isSure()) {
            drive.abandon();
        }
        if (drive.isAbandoned()) {
            exchange.setProperty(OUTCOME, "later");
            exchange.setException(new RunAbandoned());
            callback.done(true);
            return true;
        }
        Call call = new Call(drive, key, CallPath.of(exchange).stepLabel(exchange, nodeId), exchange);
        exchange.setProperty(AT_WORK, key);
        exchange.setVariable(EventVariable.NAME, drive.variable().withIdempotencyKey(drive.idempotencyKey(key)));
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
        // The kind of exception that the route may have a handler for.
        String error = Optional.ofNullable(settled.error()).orElse("failed before");
        Integer status = settled.statusCode();
        Exception exception = status == null
                ? new IllegalArgumentException(error)
                : new HttpOperationFailedException("", status, error, null, null, settled.response());
        drive.note(exception, new StepFailure(FailureClass.PERMANENT, status, error, settled.response(), null, true));
        exchange.setProperty(OUTCOME, "permanent");
        exchange.setException(exception);
    }

    /** One attempt, from its start to its record. */
    private final class Call {
        private final RunDrive drive;
        private final String key;
        private final String label;
        private final int number;
        private final Instant startedAt = clock.instant();
        private final long startedNanos = System.nanoTime();
        private final MessageSnapshot before;

        Call(RunDrive drive, String key, String label, Exchange exchange) {
            this.drive = drive;
            this.key = key;
            this.label = label;
            this.number = drive.nextAttempt(key);
            this.before = MessageSnapshot.of(exchange);
        }

        void ended(Exchange exchange) {
            exchange.removeProperty(AT_WORK);
            exchange.setVariable(EventVariable.NAME, drive.variable());
            if (exchange.getException() == null) {
                succeeded(exchange);
            }
            Exception exception = exchange.getException();
            if (exception != null) {
                failed(exchange, exception);
            }
        }

        private void succeeded(Exchange exchange) {
            try {
                byte[] result = StepResult.capture(exchange, before);
                Attempt attempt =
                        attempt(Attempt.Outcome.SUCCEEDED, statusCode(exchange), null, excerpt(exchange), result);
                var unused = ledger.get().record(drive.run(), attempt);
                drive.settle(attempt);
                exchange.removeProperty(OUTCOME);
            } catch (UnrecordableResult e) {
                exchange.setException(e);
            }
        }

        private void failed(Exchange exchange, Exception exception) {
            StepFailure failure = failures.read(exception);
            drive.note(exception, failure);
            boolean permanent = failure.failureClass() == FailureClass.PERMANENT;
            var unused = ledger.get()
                    .record(
                            drive.run(),
                            attempt(
                                    permanent ? Attempt.Outcome.FAILED : Attempt.Outcome.RETRY,
                                    failure.statusCode(),
                                    failure.error(),
                                    failure.response(),
                                    null));
            before.restore(exchange);
            Instant notBefore = failure.notBefore();
            boolean later =
                    notBefore != null && notBefore.isAfter(clock.instant().plus(SHORT_WAIT));
            exchange.setProperty(OUTCOME, permanent ? "permanent" : later ? "later" : "retry");
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
                    connector,
                    startedAt,
                    millis,
                    outcome,
                    statusCode,
                    error,
                    response,
                    result);
        }

        private @Nullable Integer statusCode(Exchange exchange) {
            Object code = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE);
            return code != before.headers().get(Exchange.HTTP_RESPONSE_CODE) && code instanceof Integer status
                    ? status
                    : null;
        }

        private @Nullable String excerpt(Exchange exchange) {
            return exchange.getMessage().getBody() == before.body() ? null : failures.excerpt(exchange);
        }
    }
}
