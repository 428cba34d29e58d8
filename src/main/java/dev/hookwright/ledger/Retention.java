package dev.hookwright.ledger;

import dev.hookwright.config.StorageSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/**
 * Deletes what is older, or more, than is to be kept; a little at a time, so that nobody waits for it. An event goes only
 * when all its runs have ended, and with it its runs and their attempts. Blocking; for one thread.
 */
public final class Retention {
    /** Rows of one transaction: it takes a few milliseconds. */
    public static final int PORTION = 100;

    /** A nonce is a claim too: it outlives the time in which its signature counts, a day before and after at the most. */
    private static final Duration SHORTEST_CLAIMS = Duration.ofDays(2);

    private static final UUID OLDEST = new UUID(0, 0);
    private static final String ENDED = " AND NOT EXISTS (SELECT 1 FROM run WHERE run.event_id = event.id"
            + " AND run.status IN ('ready', 'running', 'waiting'))";
    private static final String OLD_EVENTS = "SELECT id FROM event WHERE id < ?" + ENDED + " ORDER BY id LIMIT ?";
    private static final String EVENTS_OF_ENDPOINT =
            "SELECT id FROM event WHERE endpoint = ? AND id <= ?" + ENDED + " ORDER BY id LIMIT ?";
    private static final String OLD_PAYLOADS = "SELECT id FROM event WHERE id > ? AND id < ?"
            + " AND payload_deleted_at IS NULL" + ENDED + " ORDER BY id LIMIT ?";
    /** What steps were sent was made of the payload. */
    private static final String REQUESTS = "UPDATE attempt SET request = NULL WHERE request IS NOT NULL"
            + " AND run_id IN (SELECT id FROM run WHERE event_id = ?)";

    private static final String OLD_REJECTIONS = "SELECT id FROM rejection WHERE id < ? ORDER BY id LIMIT ?";

    private static final String TOO_MUCH_REJECTED = "SELECT id FROM (SELECT id, SUM(stored_bytes)"
            + " OVER (ORDER BY id DESC) AS total FROM rejection) AS summed WHERE total > ? ORDER BY id DESC LIMIT 1";
    /** Of those that are done and counted. */
    private static final String OLD_REPLAYS = "SELECT id FROM replay WHERE id < ? AND status <> 'running'"
            + " AND NOT EXISTS (SELECT 1 FROM replay_run WHERE replay_run.replay_id = replay.id) ORDER BY id LIMIT ?";

    private static final String OLD_DUPLICATES = "SELECT id FROM duplicate WHERE id < ? ORDER BY id LIMIT ?";

    private final LedgerStore store;
    private final LedgerWriter writer;
    private final InstantSource clock;
    private final StorageSettings keep;
    /** Up to here payloads were looked at: what was passed over had open runs, and goes with its event. */
    private UUID payloadsDone = OLDEST;

    Retention(LedgerStore store, LedgerWriter writer, InstantSource clock, StorageSettings keep) {
        this.store = store;
        this.writer = writer;
        this.clock = clock;
        this.keep = keep;
    }

    /**
     * Deletes one portion of each kind that is too old.
     *
     * @return how many rows went; fewer than {@link #isWorthAnother} says mean that all is done
     * @throws LedgerUnavailable if the database is away
     */
    public int deleteOld() {
        int deleted = 0;
        if (keep.events().isPresent()) {
            deleted += deleteEvents(store.list(
                    OLD_EVENTS, Retention::id, oldestKept(keep.events().get()), PORTION));
        }
        if (keep.events().isPresent()) {
            // Of events that went before, and are still known by their claims.
            deleted += deleteDuplicates(oldestKept(keep.events().get()));
            deleted += deleteReplays(oldestKept(keep.events().get()));
        }
        if (keep.payloads().isPresent() && !keep.payloads().equals(keep.events())) {
            deleted += deletePayloads(oldestKept(keep.payloads().get()));
        }
        if (keep.rejections().isPresent()) {
            deleted += deleteRejections(oldestKept(keep.rejections().get()));
        }
        if (keep.claims().isPresent()) {
            Duration kept = keep.claims().get();
            deleted +=
                    deleteClaims(clock.instant().minus(kept.compareTo(SHORTEST_CLAIMS) < 0 ? SHORTEST_CLAIMS : kept));
        }
        return deleted;
    }

    /** Deletes one portion of what is too many. As {@link #deleteOld}; costs more, so not to be asked so often. */
    public int deleteSurplus() {
        int deleted = 0;
        Long maxRejections = keep.maxRejections();
        if (maxRejections != null) {
            UUID newestTooMany = store.find(
                            "SELECT id FROM rejection ORDER BY id DESC LIMIT 1 OFFSET ?", Retention::id, maxRejections)
                    .orElse(null);
            if (newestTooMany != null) {
                deleted += deleteRejections(after(newestTooMany));
            }
        }
        Long maxRejectionBytes = keep.maxRejectionBytes();
        if (maxRejectionBytes != null) {
            UUID newestTooMuch = store.find(TOO_MUCH_REJECTED, Retention::id, maxRejectionBytes)
                    .orElse(null);
            if (newestTooMuch != null) {
                deleted += deleteRejections(after(newestTooMuch));
            }
        }
        Long maxEvents = keep.maxEvents();
        if (maxEvents != null) {
            for (String endpoint : store.list("SELECT DISTINCT endpoint FROM event", row -> row.getString(1))) {
                deleted += deleteSurplusOf(endpoint, maxEvents);
            }
        }
        return deleted + new RouteVersions(store, writer, clock).deleteUnused();
    }

    /** Whether so many deleted rows say that there are more. */
    public static boolean isWorthAnother(int deleted) {
        return deleted >= PORTION;
    }

    private int deleteSurplusOf(String endpoint, long maxEvents) {
        return store.find(
                        "SELECT id FROM event WHERE endpoint = ? ORDER BY id DESC LIMIT 1 OFFSET ?",
                        Retention::id,
                        endpoint,
                        maxEvents)
                .map(newestTooMany ->
                        deleteEvents(store.list(EVENTS_OF_ENDPOINT, Retention::id, endpoint, newestTooMany, PORTION)))
                .orElse(0);
    }

    private int deleteEvents(List<UUID> events) {
        return write(events, (statements, event) -> {
            statements.update("DELETE FROM attempt WHERE run_id IN (SELECT id FROM run WHERE event_id = ?)", event);
            statements.update("DELETE FROM run_order WHERE run_id IN (SELECT id FROM run WHERE event_id = ?)", event);
            statements.update("DELETE FROM later WHERE event_id = ?", event);
            statements.update("DELETE FROM run_body WHERE event_id = ?", event);
            statements.update("DELETE FROM run WHERE event_id = ?", event);
            statements.update("DELETE FROM body_part WHERE event_id = ?", event);
            statements.update("DELETE FROM duplicate WHERE event_id = ?", event);
            statements.update("DELETE FROM edited_event WHERE source_event_id = ?", event);
            return statements.update("DELETE FROM event WHERE id = ?", event);
        });
    }

    private int deletePayloads(UUID before) {
        List<UUID> events = store.list(OLD_PAYLOADS, Retention::id, payloadsDone, before, PORTION);
        long now = clock.millis();
        int deleted = write(events, (statements, event) -> {
            statements.update("DELETE FROM run_body WHERE event_id = ?", event);
            statements.update("DELETE FROM body_part WHERE event_id = ?", event);
            statements.update(REQUESTS, event);
            return statements.update(
                    "UPDATE event SET body = ?, body_parts = 0, payload_deleted_at = ? WHERE id = ?",
                    new byte[0],
                    now,
                    event);
        });
        if (!events.isEmpty()) {
            payloadsDone = events.get(events.size() - 1);
        }
        return deleted;
    }

    private int deleteRejections(UUID before) {
        List<UUID> rejections = store.list(OLD_REJECTIONS, Retention::id, before, PORTION);
        return write(rejections, (statements, rejection) -> {
            statements.update("DELETE FROM rejection_body WHERE rejection_id = ?", rejection);
            return statements.update("DELETE FROM rejection WHERE id = ?", rejection);
        });
    }

    private int deleteReplays(UUID before) {
        List<UUID> replays = store.list(OLD_REPLAYS, Retention::id, before, PORTION);
        return write(replays, (statements, replay) -> statements.update("DELETE FROM replay WHERE id = ?", replay));
    }

    private int deleteDuplicates(UUID before) {
        List<UUID> duplicates = store.list(OLD_DUPLICATES, Retention::id, before, PORTION);
        return write(
                duplicates,
                (statements, duplicate) -> statements.update("DELETE FROM duplicate WHERE id = ?", duplicate));
    }

    private int deleteClaims(Instant before) {
        List<ClaimTable.Old> claims = store.claims().oldest(store, PORTION).stream()
                .filter(claim -> claim.at() < before.toEpochMilli())
                .toList();
        return write(
                claims, (statements, claim) -> statements.claims().delete(statements, claim, before.toEpochMilli()));
    }

    private interface Deletion<T> {
        int delete(Statements statements, T row) throws SQLException;
    }

    private <T> int write(List<T> rows, Deletion<T> deletion) {
        if (rows.isEmpty()) {
            return 0;
        }
        Change<Integer> change = new Change<>() {
            @Override
            Integer apply(Statements statements) throws SQLException {
                int deleted = 0;
                for (T row : rows) {
                    deleted += deletion.delete(statements, row);
                }
                return deleted;
            }
        };
        return Change.await(writer.offer(change));
    }

    private static UUID id(ResultSet row) throws SQLException {
        return row.getObject(1, UUID.class);
    }

    /** All ids made before an age are smaller than this one. */
    private UUID oldestKept(Duration age) {
        return new UUID(clock.instant().minus(age).toEpochMilli() << 16, 0);
    }

    private static UUID after(UUID id) {
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() + 1);
    }
}
