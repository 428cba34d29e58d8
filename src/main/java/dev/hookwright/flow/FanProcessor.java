package dev.hookwright.flow;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Stands around a multicast, split or loop, and around a call of another of the author's routes: tells the steps down
 * there where they are, and fails when a branch failed that the aggregation swallowed.
 */
final class FanProcessor extends DelegateAsyncProcessor {
    private static final String BRANCHES = "hookwrightBranches";

    private final NodeVisit visit;
    private final @Nullable ExchangePropertyKey index;
    private final boolean indexShown;
    private final boolean sideBySide;

    FanProcessor(
            Processor next,
            NodeVisit visit,
            @Nullable ExchangePropertyKey index,
            boolean indexShown,
            boolean sideBySide) {
        super(next);
        this.visit = visit;
        this.index = index;
        this.indexShown = indexShown;
        this.sideBySide = sideBySide;
    }

    /** The failures of one fan-out's branches that no handler of theirs took. */
    private static final class Branches {
        private final Queue<Throwable> failed = new ConcurrentLinkedQueue<>();
    }

    /** A branch ended with an exception. Called for every exchange that fails. */
    static void noteFailure(Exchange exchange) {
        // What fails inside a Kamelet fails its step, which may yet be tried again.
        if (RunDrive.of(exchange) != null && exchange.getProperty(StepProcessor.AT_WORK) == null) {
            Branches branches = exchange.getProperty(BRANCHES, Branches.class);
            if (branches != null && exchange.getException() != null) {
                branches.failed.add(exchange.getException());
            }
        }
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        RunDrive drive = RunDrive.of(exchange);
        if (drive == null || exchange.getProperty(StepProcessor.AT_WORK) != null) {
            return super.process(exchange, callback);
        }
        CallPath path = CallPath.of(exchange);
        Object place = path.place(exchange);
        Branches around = exchange.getProperty(BRANCHES, Branches.class);
        Branches branches = new Branches();
        boolean fansOut = index == ExchangePropertyKey.MULTICAST_INDEX || index == ExchangePropertyKey.SPLIT_INDEX;
        path.into(exchange, visit.key(exchange, drive), index, indexShown, sideBySide)
                .put(exchange);
        if (fansOut) {
            exchange.setProperty(BRANCHES, branches);
        }
        return super.process(exchange, doneSync -> {
            path.put(exchange);
            path.putPlace(exchange, place);
            exchange.setProperty(BRANCHES, around);
            if (!branches.failed.isEmpty()) {
                failWith(branches, drive, exchange);
            }
            callback.done(doneSync);
        });
    }

    private void failWith(Branches branches, RunDrive drive, Exchange exchange) {
        Throwable first = branches.failed.element();
        if (exchange.getException() == null) {
            exchange.setException(first);
            // The branches have had their redeliveries.
            exchange.getExchangeExtension().setRedeliveryExhausted(true);
        }
        StepFailure all = branches.failed.stream()
                .map(drive::failureBehind)
                .reduce(StepFailure::and)
                .orElseThrow();
        drive.note(exchange.getException(), all);
        branches.failed.forEach(one -> drive.caught().standsFor(exchange.getException(), one));
    }
}
