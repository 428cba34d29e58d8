package dev.hookwright.intake;

import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.retry.Durations;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Decides about requests to endpoints whose expressions may take long: off the event loops, and for no longer than a moment. */
final class Evaluations {
    static final Duration LONGEST = Duration.ofSeconds(2);

    /** Runs something after some time, unless that is cancelled. */
    interface Alarms {
        Future<?> set(Duration in, Runnable ring);
    }

    private final Alarms alarms;
    private final Map<String, EvaluationThreads> threads = new ConcurrentHashMap<>();

    Evaluations() {
        this(clock());
    }

    Evaluations(Alarms alarms) {
        this.alarms = alarms;
    }

    /** What the work decides; a refusal where it does not come to an end in time, or cannot be begun. */
    CompletableFuture<Decision> decide(Endpoint endpoint, Supplier<Decision> work) {
        return threads.computeIfAbsent(endpoint.name(), name -> new EvaluationThreads(name, alarms))
                .decide(work, tooLong(endpoint));
    }

    private static Decision.Refuse tooLong(Endpoint endpoint) {
        return new Decision.Refuse(
                RefusalCode.TAKES_TOO_LONG,
                "on this body the endpoint's " + String.join(", or ", endpoint.lengthy()) + " takes longer than "
                        + Durations.format(LONGEST));
    }

    private static Alarms clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
                1, ring -> EvaluationThreads.daemon(ring, "hookwright-evaluation-clock"));
        clock.setRemoveOnCancelPolicy(true);
        return (in, ring) -> clock.schedule(ring, in.toMillis(), TimeUnit.MILLISECONDS);
    }
}
