package dev.hookwright.admin;

import dev.hookwright.ledger.BulkReplay;
import dev.hookwright.ledger.EventFilter;
import dev.hookwright.ledger.EventPortion;
import dev.hookwright.ledger.EventSummary;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.LedgerUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the bulk replays on, each at its rate. Where one is stands in the ledger only, so that the next process, or
 * another node, goes on right there.
 */
public final class BulkReplayWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BulkReplayWorker.class);
    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration IDLE = Duration.ofSeconds(1);
    /** Of one replay before it is the next one's turn. */
    private static final Duration TURN = Duration.ofMillis(150);
    /** Events of one transaction. */
    private static final int PORTION = 100;

    private static final int COUNTED = 500;
    /** Replays wait while so many changes do. */
    private static final int BUSY = 2_000;

    private final Ledger ledger;
    private final Replays replays;
    private final Runnable lookForRuns;
    private final Map<UUID, ReplayPace> paces = new HashMap<>();
    private final Map<UUID, UUID> counted = new HashMap<>();
    private final ScheduledExecutorService thread;
    private volatile long nextLook = System.nanoTime();

    /** @param lookForRuns called when runs were begun */
    public BulkReplayWorker(Ledger ledger, Replays replays, Runnable lookForRuns) {
        this.ledger = ledger;
        this.replays = replays;
        this.lookForRuns = lookForRuns;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread created = new Thread(task, "bulk-replay");
            created.setDaemon(true);
            return created;
        });
    }

    public void start() {
        long tick = TICK.toMillis();
        var unused = thread.scheduleWithFixedDelay(this::tick, 0, tick, TimeUnit.MILLISECONDS);
    }

    /** There is a new one. */
    public void wake() {
        nextLook = System.nanoTime();
    }

    private void tick() {
        if (System.nanoTime() < nextLook || ledger.gauges().statistics().waiting() > BUSY) {
            return;
        }
        try {
            List<BulkReplay> unfinished = ledger.bulkReplays().unfinished();
            if (unfinished.isEmpty() || !ledger.isFirstNode()) {
                nextLook = System.nanoTime() + IDLE.toNanos();
            } else {
                unfinished.forEach(this::moveOnGuarded);
            }
            Set<UUID> known = unfinished.stream().map(BulkReplay::id).collect(Collectors.toSet());
            paces.keySet().retainAll(known);
            counted.keySet().retainAll(known);
        } catch (LedgerUnavailable | CompletionException e) {
            LOG.debug("{}; the replays go on soon", e.getMessage());
        } catch (RuntimeException | Error e) {
            // An executor drops what throws.
            LOG.error("moving a replay on failed ({}); it is tried again", e.toString());
        }
    }

    /** One that does not go on holds up no other. */
    private void moveOnGuarded(BulkReplay replay) {
        try {
            moveOn(replay);
        } catch (ApiProblem e) {
            LOG.error("replay {} does not go on: {}", Ids.text(Ids.REPLAY, replay.id()), e.getMessage());
        }
    }

    private void moveOn(BulkReplay replay) {
        if (replay.status() == BulkReplay.Status.RUNNING) {
            begin(replay);
        }
        UUID reached = ledger.bulkReplays().countEnds(replay, counted.get(replay.id()), COUNTED);
        if (reached == null) {
            counted.remove(replay.id());
        } else {
            counted.put(replay.id(), reached);
        }
    }

    private void begin(BulkReplay replay) {
        ReplayPace pace = paces.computeIfAbsent(replay.id(), id -> new ReplayPace(replay.rate(), System.nanoTime()));
        EventFilter filter = FilterWords.read(replay.filter(), ledger.now());
        long turnEnds = System.nanoTime() + TURN.toNanos();
        @Nullable BulkReplay now = replay;
        while (now != null && now.status() == BulkReplay.Status.RUNNING && System.nanoTime() < turnEnds) {
            int room = Math.min(PORTION, pace.room(System.nanoTime()));
            if (room == 0) {
                return;
            }
            EventPortion portion = ledger.events().portion(filter, now.reached(), now.id(), room);
            List<EventSummary> events = new ArrayList<>(ledger.events().summaries(portion.events()));
            Collections.reverse(events);
            if (!ledger.bulkReplays().begin(now, new ReplayPlan(now, filter, replays).of(portion, events))) {
                return;
            }
            pace.take(events.size());
            lookForRuns.run();
            Optional<BulkReplay> next = ledger.bulkReplays().find(replay.id());
            now = next.orElse(null);
            next.filter(each -> each.status() == BulkReplay.Status.DONE)
                    .ifPresent(done -> LOG.info(
                            "replay {} has begun its {} runs; {} events were skipped",
                            Ids.text(Ids.REPLAY, done.id()),
                            done.started(),
                            done.skipped()));
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("a replay is still being moved on; it goes on at the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
