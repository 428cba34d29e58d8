package dev.hookwright.bench;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Sends what a plan says, in one thread. A request that is due while every connection is taken is sent later, but its
 * latency begins when it was due: a server that stalls is not spared what it keeps waiting.
 */
final class LoadLoop implements AutoCloseable {
    private static final long LONGEST_SILENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    /** A selector waits for whole milliseconds, which is too coarse for requests that are due at a time. */
    private static final long NAP_NANOS = 50_000;

    private final LoadPlan plan;
    private final LoadRequest request;
    private final Selector selector = Selector.open();
    private final Deque<LoadConnection> idle = new ArrayDeque<>();
    private final Histogram latencies = LoadResult.newHistogram();
    private long sent;
    private long answered;
    private long errors;
    private int firstError;

    LoadLoop(LoadPlan plan, LoadRequest request) throws IOException {
        this.plan = plan;
        this.request = request;
    }

    LoadResult run() throws IOException {
        for (int i = 0; i < plan.connections(); i++) {
            idle.add(new LoadConnection(selector, plan.port(), request.length()));
        }
        long start = System.nanoTime();
        long lastAnswer = start;
        while (true) {
            long now = System.nanoTime();
            boolean over = sendDue(start, now);
            if (over && sent == answered) {
                break;
            }
            if (now - Math.max(lastAnswer, start + plan.dueNanos(answered)) > LONGEST_SILENCE_NANOS) {
                throw new IOException("no answer has come for 30 s");
            }
            if (awaitAnswers() > 0) {
                lastAnswer = System.nanoTime();
            }
        }
        return new LoadResult(answered, errors, firstError, (lastAnswer - start) / 1e9, latencies);
    }

    /** True if nothing more is to be sent. */
    private boolean sendDue(long start, long now) throws IOException {
        while (!idle.isEmpty() && !plan.isOver(sent, now - start) && plan.dueNanos(sent) <= now - start) {
            idle.remove().send(request, plan.perSecond() == 0 ? System.nanoTime() : start + plan.dueNanos(sent));
            sent++;
        }
        return plan.isOver(sent, now - start);
    }

    private int awaitAnswers() throws IOException {
        if (plan.perSecond() == 0) {
            selector.select(1_000);
        } else if (selector.selectNow() == 0) {
            LockSupport.parkNanos(NAP_NANOS);
        }
        int whole = 0;
        for (SelectionKey key : selector.selectedKeys()) {
            LoadConnection connection = (LoadConnection) key.attachment();
            if (connection.proceed()) {
                note(connection);
                idle.add(connection);
                whole++;
            }
        }
        selector.selectedKeys().clear();
        return whole;
    }

    private void note(LoadConnection connection) {
        answered++;
        latencies.recordValue(
                Math.min(System.nanoTime() - connection.sinceNanos(), latencies.getHighestTrackableValue()));
        if (connection.status() / 100 != 2) {
            errors++;
            firstError = firstError == 0 ? connection.status() : firstError;
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            ((LoadConnection) key.attachment()).close();
        }
        selector.close();
    }
}
