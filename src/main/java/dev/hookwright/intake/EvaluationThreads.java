package dev.hookwright.intake;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The few threads that one endpoint has for its expressions. What does not end on being interrupted keeps its thread. */
final class EvaluationThreads {
    static final int THREADS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(EvaluationThreads.class);
    private static final int MOST_WAITING = 1_000;
    private static final long IDLE_SECONDS = 10;
    private static final Decision.Refuse BUSY = new Decision.Refuse(
            RefusalCode.CANNOT_STORE, "the endpoint's expressions are still at work on other requests");

    private final String endpoint;
    private final Evaluations.Alarms alarms;
    private final ThreadPoolExecutor threads;
    private final AtomicInteger overdue = new AtomicInteger();

    EvaluationThreads(String endpoint, Evaluations.Alarms alarms) {
        this.endpoint = endpoint;
        this.alarms = alarms;
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_WAITING),
                work -> daemon(work, "hookwright-evaluation-" + endpoint));
        threads.allowCoreThreadTimeOut(true);
    }

    /** One that the process does not wait for when it ends. */
    static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    CompletableFuture<Decision> decide(Supplier<Decision> work, Decision.Refuse tooLong) {
        if (overdue.get() >= THREADS) {
            return CompletableFuture.completedFuture(BUSY);
        }
        Evaluation evaluation = new Evaluation(work, tooLong);
        try {
            evaluation.start();
        } catch (RejectedExecutionException e) {
            evaluation.answer.complete(BUSY);
        }
        return evaluation.answer;
    }

    private final class Evaluation {
        private final CompletableFuture<Decision> answer = new CompletableFuture<>();
        private final AtomicBoolean taken = new AtomicBoolean();
        private final Supplier<Decision> work;
        private final Decision.Refuse tooLong;
        private final FutureTask<Void> task = new FutureTask<>(this::run, null);

        Evaluation(Supplier<Decision> work, Decision.Refuse tooLong) {
            this.work = work;
            this.tooLong = tooLong;
        }

        void start() {
            Future<?> patience = alarms.set(Evaluations.LONGEST, this::giveUpWaiting);
            var unused = answer.thenRun(() -> patience.cancel(false));
            threads.execute(task);
        }

        private void giveUpWaiting() {
            if (taken.compareAndSet(false, true)) {
                threads.remove(task);
                answer.complete(BUSY);
            }
        }

        private void run() {
            if (!taken.compareAndSet(false, true)) {
                return;
            }
            Future<?> limit = alarms.set(Evaluations.LONGEST, this::stop);
            boolean inTime;
            try {
                inTime = answer.complete(work.get());
            } catch (RuntimeException | Error e) {
                inTime = answer.complete(Decision.Refuse.of(e));
            }
            limit.cancel(false);
            if (!inTime) {
                overdue.decrementAndGet();
            }
        }

        private void stop() {
            if (answer.complete(tooLong)) {
                if (overdue.incrementAndGet() == THREADS) {
                    LOG.warn(
                            "{}: all that works out its keys takes too long; until that ends, senders are told 503",
                            endpoint);
                }
                task.cancel(true);
            }
        }
    }
}
