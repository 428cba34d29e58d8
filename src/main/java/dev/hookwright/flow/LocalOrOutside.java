package dev.hookwright.flow;

import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.apache.camel.support.service.ServiceHelper;

/** Stands around a node of which only the message tells whether it calls the author's own routes or the outside. */
final class LocalOrOutside extends DelegateAsyncProcessor {
    private final Recipients recipients;
    private final AsyncProcessor local;

    LocalOrOutside(Recipients recipients, AsyncProcessor local, AsyncProcessor outside) {
        super(outside);
        this.recipients = recipients;
        this.local = local;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        boolean isLocal;
        try {
            isLocal = RunDrive.of(exchange) != null && recipients.areLocal(exchange);
        } catch (RuntimeException e) {
            // The node itself says it better.
            isLocal = false;
        }
        return isLocal ? local.process(exchange, callback) : super.process(exchange, callback);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ServiceHelper.startService(local);
    }

    @Override
    protected void doStop() throws Exception {
        ServiceHelper.stopService(local);
        super.doStop();
    }
}
