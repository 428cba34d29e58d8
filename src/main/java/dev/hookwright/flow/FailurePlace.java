package dev.hookwright.flow;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Stands around a node that is no step, and keeps where it was that it failed. */
final class FailurePlace extends DelegateAsyncProcessor {
    private final String place;
    private final NodeVisit visit;

    FailurePlace(Processor next, NamedNode node, NodeVisit visit) {
        super(next);
        this.place = placeOf(node);
        this.visit = visit;
    }

    /** As {@code setBody at orders.camel.yaml:12}. */
    static String placeOf(NamedNode node) {
        String location = node.getLocation();
        return location == null || node.getLineNumber() <= 0
                ? node.getShortName()
                : node.getShortName() + " at " + nameOf(location) + ":" + node.getLineNumber();
    }

    private static String nameOf(String location) {
        String encoded = location.substring(location.lastIndexOf('/') + 1);
        return location.startsWith("file:/")
                ? String.valueOf(Places.file(location).getFileName())
                : encoded;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        RunDrive drive = RunDrive.of(exchange);
        if (drive == null || exchange.getProperty(StepProcessor.AT_WORK) != null) {
            return super.process(exchange, callback);
        }
        Throwable given = visit.given(exchange);
        return super.process(exchange, doneSync -> {
            Exception exception = exchange.getException();
            if (exception != null) {
                drive.place(exception, place);
                drive.caught().cameUp(exception, CallPath.of(exchange).stepKey(exchange, visit.key(exchange, drive)));
                drive.caught().cameUpIn(visit.handling(), exception, given);
            }
            callback.done(doneSync);
        });
    }
}
