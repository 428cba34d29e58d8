package dev.hookwright.dispatch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Decides which run goes next: live ones before replays, the routes in turn, none with more at work than its policy
 * says, those that may have taken their process down one at a time. Holds a bounded number of runs; what does not fit
 * stays in the ledger. Pure bookkeeping, not thread-safe.
 */
final class ReadyQueue {
    /** What each route may have at work even when the others, perhaps hanging, have taken all there is. */
    private static final int RESERVED = 4;

    private final int capacity;
    private final int maxInFlight;
    private final Function<String, RoutePolicy> policies;
    private final Map<String, Lanes> routes = new LinkedHashMap<>();
    private final Queue<QueuedRun> suspects = new PriorityQueue<>(Comparator.comparing(QueuedRun::quarantine));
    /** Queued, at work, or ended but not yet known to be on disk: such a run must not be picked up again. */
    private final Set<UUID> held = new HashSet<>();
    /** Whose end came to be on disk while the ledger is read: as it was read, such a run may stand as before its end. */
    private final Set<UUID> endedMeanwhile = new HashSet<>();

    private boolean looking;
    private boolean suspectAtWork;
    private int inFlight;
    private int turn;
    private long bytes;

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

    /** From now on until the end of the look runs are read from the ledger. */
    void beginLook() {
        looking = true;
    }

    void endLook() {
        looking = false;
        endedMeanwhile.clear();
    }

    /** Queues the run, unless it is held already. False if there is no room, or it must be read once more. */
    boolean offer(QueuedRun queued) {
        if (endedMeanwhile.contains(queued.run().id())) {
            return false;
        }
        if (held.size() >= capacity && !held.contains(queued.run().id())) {
            return false;
        }
        add(queued);
        return true;
    }

    /** Queues the run, unless it is held already, whether there is room or not: nobody else would. */
    void add(QueuedRun queued) {
        if (!held.add(queued.run().id())) {
            return;
        }
        bytes += queued.bytes();
        if (queued.isSuspect()) {
            suspects.add(queued);
        } else {
            routes.computeIfAbsent(queued.run().route(), route -> new Lanes())
                    .lane(queued.run().replay())
                    .add(queued);
        }
    }

    /**
     * Takes the run that goes next; it counts as at work from now on.
     *
     * @param uptime of the process. A suspect has to wait for a while that doubles each time: where processes die of
     *     something else as soon as they are up, it is not the one to blame
     */
    Optional<QueuedRun> next(Duration uptime) {
        if (!suspectAtWork
                && !suspects.isEmpty()
                && uptime.compareTo(suspects.element().quarantine()) >= 0) {
            QueuedRun suspect = suspects.remove();
            suspectAtWork = true;
            inFlight++;
            return Optional.of(suspect);
        }
        return next(false).or(() -> next(true));
    }

    private Optional<QueuedRun> next(boolean replay) {
        List<String> names = new ArrayList<>(routes.keySet());
        for (int i = 0; i < names.size(); i++) {
            String route = names.get((turn + i) % names.size());
            Lanes lanes = routes.get(route);
            if (lanes == null || lanes.lane(replay).isEmpty() || !mayStart(route, lanes)) {
                continue;
            }
            turn = (turn + i + 1) % names.size();
            lanes.inFlight++;
            inFlight++;
            return Optional.of(lanes.lane(replay).remove());
        }
        return Optional.empty();
    }

    private boolean mayStart(String route, Lanes lanes) {
        int most = inFlight < maxInFlight ? Integer.MAX_VALUE : RESERVED;
        return lanes.inFlight < Math.min(most, policies.apply(route).maxInFlight());
    }

    /** The run is no longer at work; it stays held until {@link #release}. */
    void finished(QueuedRun queued) {
        inFlight--;
        bytes -= queued.bytes();
        if (queued.isSuspect()) {
            suspectAtWork = false;
            return;
        }
        Lanes lanes = routes.get(queued.run().route());
        if (lanes != null) {
            lanes.inFlight--;
        }
    }

    /** What became of the run is on disk: it may be queued again. */
    void release(UUID runId) {
        held.remove(runId);
        if (looking) {
            endedMeanwhile.add(runId);
        }
    }

    boolean holds(UUID runId) {
        return held.contains(runId);
    }

    /** Takes out all that is queued and not at work. */
    List<QueuedRun> removeQueued() {
        List<QueuedRun> queued = new ArrayList<>(suspects);
        suspects.clear();
        for (Lanes lanes : routes.values()) {
            queued.addAll(lanes.live);
            queued.addAll(lanes.replays);
            lanes.live.clear();
            lanes.replays.clear();
        }
        queued.forEach(each -> {
            held.remove(each.run().id());
            bytes -= each.bytes();
        });
        return queued;
    }

    int inFlight() {
        return inFlight;
    }

    int held() {
        return held.size();
    }

    /** Of the bodies that are held. */
    long bytes() {
        return bytes;
    }

    int capacity() {
        return capacity;
    }
}
