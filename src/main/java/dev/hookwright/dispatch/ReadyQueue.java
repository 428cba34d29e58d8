package dev.hookwright.dispatch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Decides which run goes next: live ones before replays, the routes in turn, none with more at work than its policy
 * says. Holds a bounded number of runs; what does not fit stays in the ledger. Pure bookkeeping, not thread-safe.
 */
final class ReadyQueue {
    private final int capacity;
    private final int maxInFlight;
    private final Function<String, RoutePolicy> policies;
    private final Map<String, Lanes> routes = new LinkedHashMap<>();
    /** Queued, at work, or ended but not yet known to be on disk: such a run must not be picked up again. */
    private final Set<UUID> held = new HashSet<>();

    private int inFlight;
    private int turn;

    ReadyQueue(int capacity, int maxInFlight, Function<String, RoutePolicy> policies) {
        this.capacity = capacity;
        this.maxInFlight = maxInFlight;
        this.policies = policies;
    }

    private static final class Lanes {
        private final ArrayDeque<QueuedRun> live = new ArrayDeque<>();
        private final ArrayDeque<QueuedRun> replays = new ArrayDeque<>();
        private int inFlight;

        private ArrayDeque<QueuedRun> lane(boolean replay) {
            return replay ? replays : live;
        }
    }

    /** Queues the run, unless it is held already. False if there is no room. */
    boolean offer(QueuedRun queued) {
        if (held.contains(queued.run().id())) {
            return true;
        }
        if (held.size() >= capacity) {
            return false;
        }
        held.add(queued.run().id());
        routes.computeIfAbsent(queued.run().route(), route -> new Lanes())
                .lane(queued.run().replay())
                .add(queued);
        return true;
    }

    /** Takes the run that goes next; it counts as at work from now on. */
    Optional<QueuedRun> next() {
        if (inFlight >= maxInFlight) {
            return Optional.empty();
        }
        return next(false).or(() -> next(true));
    }

    private Optional<QueuedRun> next(boolean replay) {
        List<String> names = new ArrayList<>(routes.keySet());
        for (int i = 0; i < names.size(); i++) {
            String route = names.get((turn + i) % names.size());
            Lanes lanes = routes.get(route);
            if (lanes == null
                    || lanes.lane(replay).isEmpty()
                    || lanes.inFlight >= policies.apply(route).maxInFlight()) {
                continue;
            }
            turn = (turn + i + 1) % names.size();
            lanes.inFlight++;
            inFlight++;
            return Optional.of(lanes.lane(replay).remove());
        }
        return Optional.empty();
    }

    /** The run is no longer at work; it stays held until {@link #release}. */
    void finished(QueuedRun queued) {
        inFlight--;
        Lanes lanes = routes.get(queued.run().route());
        if (lanes != null) {
            lanes.inFlight--;
        }
    }

    /** What became of the run is on disk: it may be queued again. */
    void release(UUID runId) {
        held.remove(runId);
    }

    int inFlight() {
        return inFlight;
    }

    int held() {
        return held.size();
    }

    int capacity() {
        return capacity;
    }
}
