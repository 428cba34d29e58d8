package dev.hookwright.flow;

import dev.hookwright.log.RunFields;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Has what a route logs say of which run it is. Around each node, as a run may go on in another thread at any. */
final class RunLogging implements InterceptStrategy {
    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode node, Processor target, Processor nextTarget) {
        return new Node(target);
    }

    private static final class Node extends DelegateAsyncProcessor {
        Node(Processor target) {
            super(target);
        }

        @Override
        @SuppressWarnings("try") // open while the node is at work
        public boolean process(Exchange exchange, AsyncCallback callback) {
            RunDrive drive = RunDrive.of(exchange);
            if (drive == null) {
                return super.process(exchange, callback);
            }
            try (RunFields fields = drive.logFields()) {
                return super.process(exchange, callback);
            }
        }
    }
}
