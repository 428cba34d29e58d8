package dev.hookwright.observe;

import dev.hookwright.dispatch.RunEnd;
import dev.hookwright.dispatch.RunWatch;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.Run;
import dev.hookwright.ledger.RunStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What became of the runs of each route. */
final class RunMeters implements RunWatch {
    private static final String ENDED = "hookwright.runs.ended";
    private static final String ENDED_HELP = "Runs that have ended, by how; cancelled ones by hand";

    private final MeterRegistry registry;
    private final Map<String, OfRoute> routes = new ConcurrentHashMap<>();
    /** Those whose cancelled runs are told. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    RunMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    private record OfRoute(Counter succeeded, Counter dead, Counter retried, Timer duration, Timer waited) {}

    /** From now on a route's figures are told, zeros too; cancelled runs among them. */
    void tellOf(String route, Ledger ledger) {
        var unused = of(route);
        if (told.add(route)) {
            tellOfCancelled(route, ledger);
        }
    }

    private void tellOfCancelled(String route, Ledger ledger) {
        FunctionCounter.builder(ENDED, ledger.cancels(), cancels -> cancels.count(route))
                .description(ENDED_HELP)
                .tag("route", route)
                .tag("status", RunStatus.CANCELLED.word())
                .register(registry);
    }

    @Override
    public void ended(Run run, RunEnd end) {
        OfRoute meters = of(run.route());
        Instant endedAt = run.endedAt();
        if (end instanceof RunEnd.Failed failed && run.status() == RunStatus.WAITING && failed.called()) {
            meters.retried().increment();
        } else if (endedAt != null) {
            (run.status() == RunStatus.SUCCEEDED ? meters.succeeded() : meters.dead()).increment();
            if (!run.replay()) {
                meters.duration().record(since(run.createdAt(), endedAt));
            }
        }
    }

    /** A run is begun for the first time. */
    void begun(Run run, Instant now) {
        if (!run.replay() && run.attempt() == 1) {
            of(run.route()).waited().record(since(run.createdAt(), now));
        }
    }

    private static Duration since(Instant from, Instant to) {
        return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
    }

    private OfRoute of(String route) {
        OfRoute known = routes.get(route);
        return known != null ? known : routes.computeIfAbsent(route, this::made);
    }

    private OfRoute made(String route) {
        return new OfRoute(
                ended(route, RunStatus.SUCCEEDED),
                ended(route, RunStatus.DEAD),
                Counter.builder("hookwright.runs.retried")
                        .description("Attempts of runs that failed and are followed by another")
                        .tag("route", route)
                        .register(registry),
                Buckets.timer(
                                "hookwright.run.duration",
                                "From a run's creation to its end, retries and waits included; replays left out",
                                Buckets.RUN)
                        .tag("route", route)
                        .register(registry),
                Buckets.timer(
                                "hookwright.run.wait",
                                "From a run's creation until it was begun; replays left out",
                                Buckets.RUN)
                        .tag("route", route)
                        .register(registry));
    }

    private Counter ended(String route, RunStatus status) {
        return Counter.builder(ENDED)
                .description(ENDED_HELP)
                .tag("route", route)
                .tag("status", status.word())
                .register(registry);
    }
}
