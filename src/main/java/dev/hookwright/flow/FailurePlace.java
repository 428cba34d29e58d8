package dev.hookwright.flow;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

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
        Passage passage = drive == null || exchange.getProperty(StepProcessor.AT_WORK) != null
                ? new Passage(callback)
                : new PlacedPassage(exchange, drive, callback);
        try {
            return super.process(exchange, passage);
        } catch (StackOverflowError e) {
            if (passage.over) {
                throw e;
            }
            // Camel takes exceptions of a node, not errors: nobody would hear of its end.
            exchange.setException(e);
            passage.done(true);
            return true;
        }
    }

    /** One time that a message goes through the node. */
    private static class Passage implements AsyncCallback {
        private final AsyncCallback callback;
        private boolean over;

        Passage(AsyncCallback callback) {
            this.callback = callback;
        }

        @Override
        public void done(boolean doneSync) {
            over = true;
            callback.done(doneSync);
        }
    }

    private final class PlacedPassage extends Passage {
        private final Exchange exchange;
        private final RunDrive drive;
        private final @Nullable Throwable given;

        PlacedPassage(Exchange exchange, RunDrive drive, AsyncCallback callback) {
            super(callback);
            this.exchange = exchange;
            this.drive = drive;
            this.given = visit.given(exchange);
        }

        @Override
        public void done(boolean doneSync) {
            Exception exception = exchange.getException();
            if (exception != null) {
                drive.place(exception, place);
                drive.caught().cameUp(exception, CallPath.of(exchange).stepKey(exchange, visit.key(exchange, drive)));
                drive.caught().cameUpIn(visit.handling(), exception, given);
            }
            super.done(doneSync);
        }
    }
}
