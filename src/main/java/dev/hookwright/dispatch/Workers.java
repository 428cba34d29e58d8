package dev.hookwright.dispatch;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that begin runs. */
final class Workers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final ExecutorService threads;

    Workers(ThreadFactory factory) {
        this.threads = Executors.newCachedThreadPool(factory);
    }

    /** False, with nothing done, if there is no thread for it: the machine has none left, or the process ends. */
    boolean begin(Runnable work) {
        try {
            threads.execute(work);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        } catch (OutOfMemoryError e) {
            LOG.error("a run cannot be begun ({}): it is tried again soon", e.getMessage());
            return false;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
