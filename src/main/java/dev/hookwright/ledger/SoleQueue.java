package dev.hookwright.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The queue of the one node that owns every run: nothing need be claimed, and reading is all there is to it. */
final class SoleQueue implements RunQueue {
    private static final String TAKE_UP = "UPDATE run SET status = 'ready' WHERE status = 'running'";

    private final LedgerStore store;
    private final LedgerWriter writer;
    private boolean takenUp;

    SoleQueue(LedgerStore store, LedgerWriter writer) {
        this.store = store;
        this.writer = writer;
    }

    @Override
    public List<Run> takeReady(int limit) {
        return store.list(
                RunReader.COLUMNS + "WHERE status = 'ready' AND lane < 4 ORDER BY status, lane, due_at LIMIT ?",
                RunReader::run,
                limit);
    }

    @Override
    public List<Run> takeDue(Instant now, int limit) {
        return store.list(
                RunReader.COLUMNS + "WHERE status = 'waiting' AND due_at <= ? ORDER BY due_at LIMIT ?",
                RunReader::run,
                now.toEpochMilli(),
                limit);
    }

    @Override
    public @Nullable Instant nextDueAfter(Instant time) {
        return store.find(
                        "SELECT due_at FROM run WHERE status = 'waiting' AND due_at > ? ORDER BY due_at LIMIT 1",
                        row -> Instant.ofEpochMilli(row.getLong(1)),
                        time.toEpochMilli())
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
    public void giveUp() {
        // The next process owns all there is.
    }

    @Override
    public boolean isShared() {
        return false;
    }
}
