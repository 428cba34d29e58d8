package dev.hookwright.flow;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Has Camel repeat a node that failed without the delay that the error policy asks for. */
final class RedeliveryAtOnce extends DelegateAsyncProcessor {
    RedeliveryAtOnce(Processor node) {
        super(node);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        return super.process(exchange, doneSync -> {
            if (exchange.getException() != null) {
                exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, 0L);
            }
            callback.done(doneSync);
        });
    }
}
