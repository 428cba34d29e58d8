package dev.hookwright.flow;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Stands around a {@code doTry}: what leaves it as a failure its clauses have not taken, so that it is tried again where
 * Camel redelivers what is around.
 */
final class TryProcessor extends DelegateAsyncProcessor {
    TryProcessor(Processor next) {
        super(next);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        return super.process(exchange, doneSync -> {
            RunDrive drive = RunDrive.of(exchange);
            if (drive != null && exchange.getException() != null) {
                drive.caught().goesOut(exchange.getException());
            }
            callback.done(doneSync);
        });
    }
}
