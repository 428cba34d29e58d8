package dev.hookwright.observe;

import dev.hookwright.ledger.Attempt;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** How long calls to the outside take, and how they end, by connector: the workspace's files say which there are. */
final class StepMeters {
    private final MeterRegistry registry;
    private final Map<String, Map<Attempt.Outcome, Timer>> connectors = new ConcurrentHashMap<>();

    StepMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void tried(Attempt attempt, long nanos) {
        Map<Attempt.Outcome, Timer> known = connectors.get(attempt.connector());
        Map<Attempt.Outcome, Timer> timers =
                known != null ? known : connectors.computeIfAbsent(attempt.connector(), this::made);
        Timer timer = timers.get(attempt.outcome());
        if (timer != null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    private Map<Attempt.Outcome, Timer> made(String connector) {
        Map<Attempt.Outcome, Timer> timers = new EnumMap<>(Attempt.Outcome.class);
        for (Attempt.Outcome outcome : Attempt.Outcome.values()) {
            timers.put(
                    outcome,
                    Buckets.timer(
                                    "hookwright.step.duration",
                                    "How long tries of steps took, by connector and outcome",
                                    Buckets.CALL)
                            .tag("connector", connector)
                            .tag("outcome", outcome.word())
                            .register(registry));
        }
        return timers;
    }
}
