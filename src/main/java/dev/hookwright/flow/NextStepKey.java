package dev.hookwright.flow;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Stands around a node that prepares a call: what it reads as {@code ${variable.event[idempotencyKey]}} is the key of
 * the step that comes next, so that an author can set it as a header just before.
 */
final class NextStepKey extends DelegateAsyncProcessor {
    private final NodeVisit next;

    NextStepKey(Processor processor, NodeVisit next) {
        super(processor);
        this.next = next;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        RunDrive drive = RunDrive.of(exchange);
        if (drive != null && exchange.getProperty(StepProcessor.AT_WORK) == null) {
            String key = drive.idempotencyKey(CallPath.of(exchange).stepKey(exchange, next.key(exchange, drive)));
            Object present = exchange.getVariable(EventVariable.NAME);
            if (!(present instanceof EventVariable variable) || !key.equals(variable.get("idempotencyKey"))) {
                exchange.setVariable(EventVariable.NAME, drive.variable().withIdempotencyKey(key));
            }
        }
        return super.process(exchange, callback);
    }
}
