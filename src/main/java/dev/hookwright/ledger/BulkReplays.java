package dev.hookwright.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bulk replays there were, and what moves them on. All of it blocks. */
public final class BulkReplays {
    private static final String COLUMNS = "SELECT id, status, filter_words, failed_only, route, rate, matched, reached,"
            + " started, skipped, succeeded, failed, failures, created_at, ended_at, matched_all FROM replay ";
    private static final String INSERT = "INSERT INTO replay (id, status, filter_words, failed_only, route, rate,"
            + " matched, matched_all, reached, started, skipped, succeeded, failed, failures, created_at)"
            + " VALUES (?, 'running', ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, '{}', ?) ON CONFLICT DO NOTHING";
    private static final String CANCEL =
            "UPDATE replay SET status = 'cancelled', ended_at = ? WHERE id = ? AND status = 'running'";
    private static final String UNFINISHED = COLUMNS + "WHERE status = 'running'"
            + " OR EXISTS (SELECT 1 FROM replay_run WHERE replay_run.replay_id = replay.id) ORDER BY id";
    private static final UUID NEWEST = new UUID(-1, -1);

    private final LedgerStore store;
    private final LedgerWriter writer;
    private final InstantSource clock;

    BulkReplays(LedgerStore store, LedgerWriter writer, InstantSource clock) {
        this.store = store;
        this.writer = writer;
        this.clock = clock;
    }

    public void create(BulkReplay replay) {
        writer.offer(Change.of(
                        INSERT,
                        replay.id(),
                        JsonText.write(replay.filter()),
                        replay.failedOnly() ? 1 : 0,
                        replay.route(),
                        replay.rate(),
                        replay.matched(),
                        replay.matchedAll() ? 1 : 0,
                        replay.reached(),
                        replay.createdAt().toEpochMilli()))
                .join();
    }

    public Optional<BulkReplay> find(UUID id) {
        return store.find(COLUMNS + "WHERE id = ?", BulkReplays::replay, id);
    }

    /**
     * Newest first.
     *
     * @param before only those older than this one, for the next page; null for the first page
     */
    public List<BulkReplay> list(@Nullable UUID before, int limit) {
        return store.list(
                COLUMNS + "WHERE id < ? ORDER BY id DESC LIMIT ?",
                BulkReplays::replay,
                before == null ? NEWEST : before,
                limit);
    }

    /** Those that have runs to begin, or to count. */
    public List<BulkReplay> unfinished() {
        return store.list(UNFINISHED, BulkReplays::replay);
    }

    /** It begins no more runs; those that it has begun go on. False if it has ended before. */
    public boolean cancel(UUID id) {
        return writer.offer(Change.of(CANCEL, clock.millis(), id)).join() == 1;
    }

    /**
     * Begins the runs of a portion and notes how far it is, both or neither. False, with nothing begun, if the replay
     * is not where it was any more: it was cancelled, or another process went on with it.
     */
    public boolean begin(BulkReplay replay, ReplayPortion portion) {
        return writer.offer(new BeginPortion(replay, portion, clock.instant())).join();
    }

    /**
     * Counts what has ended of the runs that it began.
     *
     * @param after the event up to which was looked in this round; null at its beginning
     * @return up to where it was looked now; null at the end of the round
     */
    public @Nullable UUID countEnds(BulkReplay replay, @Nullable UUID after, int limit) {
        List<CountEnds.End> runs = CountEnds.runsOf(store, replay, after, limit);
        List<CountEnds.End> ended =
                runs.stream().filter(CountEnds.End::hasEnded).toList();
        if (!ended.isEmpty()) {
            writer.offer(new CountEnds(replay, ended)).join();
        }
        return runs.size() < limit ? null : runs.get(runs.size() - 1).eventId();
    }

    private static BulkReplay replay(ResultSet row) throws SQLException {
        long endedAt = row.getLong(15);
        boolean ended = !row.wasNull();
        return new BulkReplay(
                row.getObject(1, UUID.class),
                BulkReplay.Status.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                JsonText.read(row.getString(3)),
                row.getInt(4) == 1,
                row.getString(5),
                row.getInt(6),
                row.getLong(7),
                row.getInt(16) == 1,
                row.getObject(8, UUID.class),
                row.getLong(9),
                row.getLong(10),
                row.getLong(11),
                row.getLong(12),
                JsonText.read(row.getString(13)),
                Instant.ofEpochMilli(row.getLong(14)),
                ended ? Instant.ofEpochMilli(endedAt) : null);
    }
}
