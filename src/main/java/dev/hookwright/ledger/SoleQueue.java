package dev.hookwright.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The queue of the one node that owns every run: nothing need be claimed, and reading is all there is to it. */
final class SoleQueue implements RunQueue {
    private static final String TAKE_UP = "UPDATE run SET status = 'ready' WHERE status = 'running'";

    private final LedgerStore store;
    private final LedgerWriter writer;
    private final RunOrder order;
    private final NewlyDue newlyDue = new NewlyDue();
    private boolean takenUp;

    SoleQueue(LedgerStore store, LedgerWriter writer) {
        this.store = store;
        this.writer = writer;
        this.order = new RunOrder(store, writer);
    }

    @Override
    public List<Run> takeReady(int limit) {
        return store.list(
                RunReader.COLUMNS + "WHERE status = 'ready' AND lane <= 1 ORDER BY status, lane, due_at LIMIT ?",
                RunReader::run,
                limit);
    }

    @Override
    public List<Run> takeDue(Instant now, int limit) {
        List<Run> due = new ArrayList<>();
        for (int lane : Lane.FREE) {
            due.addAll(store.list(
                    RunReader.COLUMNS + "WHERE status = 'waiting' AND lane = ? AND due_at <= ?"
                            + " ORDER BY status, lane, due_at LIMIT ?",
                    RunReader::run,
                    lane,
                    now.toEpochMilli(),
                    limit - due.size()));
        }
        return due;
    }

    @Override
    public List<Run> takeOrdered(Instant now, int limit, Predicate<UUID> isInHand) {
        return order.take(now, limit, run -> isInHand.test(run.id()));
    }

    @Override
    public CompletableFuture<Optional<Run>> takeFollower(Run ended, Instant now, Predicate<UUID> isInHand) {
        return order.takeFollower(ended, now, run -> isInHand.test(run.id()));
    }

    @Override
    public NewlyDue newlyDue() {
        return newlyDue;
    }

    @Override
    public @Nullable Instant nextDueAfter(Instant time) {
        return Arrays.stream(Lane.ALL)
                .mapToObj(lane -> store.find(
                        "SELECT due_at FROM run WHERE status = 'waiting' AND lane = ? AND due_at > ?"
                                + " ORDER BY status, lane, due_at LIMIT 1",
                        row -> Instant.ofEpochMilli(row.getLong(1)),
                        lane,
                        time.toEpochMilli()))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** The process before this one is the only one that can have died. */
    @Override
    public int takeUp() {
        if (takenUp) {
            return 0;
        }
        takenUp = true;
        return writer.submit(Change.of(TAKE_UP)).join();
    }

    @Override
    public List<Run> owned() {
        return List.of();
    }

    @Override
    public int giveBack(List<Run> runs, Predicate<UUID> isInHand) {
        return 0;
    }

    @Override
    public void leave(String route) {
        // There is no other node.
    }

    @Override
    public void giveUp() {
        // The next process owns all there is.
    }

    @Override
    public boolean isShared() {
        return false;
    }
}
