package dev.hookwright.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The queue that several nodes share: what one takes it owns, until it ends, gives it back, or is dead. */
final class SharedQueue implements RunQueue {
    private static final Logger LOG = LoggerFactory.getLogger(SharedQueue.class);
    private static final String READY = RunReader.COLUMNS + "WHERE status = 'ready' AND lane <= 1 AND owner IS NULL"
            + " AND route <> ALL (?) ORDER BY status, lane, due_at LIMIT ? FOR UPDATE SKIP LOCKED";
    private static final String DUE = RunReader.COLUMNS + "WHERE status = 'waiting' AND lane = ? AND due_at <= ?"
            + " AND owner IS NULL AND route <> ALL (?) ORDER BY status, lane, due_at LIMIT ? FOR UPDATE SKIP LOCKED";
    private static final String OWN = "UPDATE run SET owner = ? WHERE event_id = ? AND id = ?";
    /** A cancelled one stays so, and holds those behind it in its order no more. */
    private static final String GIVE_UP = "UPDATE run SET owner = NULL,"
            + " status = CASE status WHEN 'cancelled' THEN status ELSE 'ready' END WHERE owner = ?";

    private static final String GIVE_BACK = GIVE_UP + " AND event_id = ? AND id = ?";
    private static final String LEAVE = "DELETE FROM node WHERE id = ?";
    private static final String STILL = "SELECT 1 FROM node WHERE id = ? AND beat = ? FOR UPDATE SKIP LOCKED";
    private static final String THERE = "SELECT 1 FROM node WHERE id = ? FOR UPDATE";
    private final LedgerStore store;
    private final LedgerWriter writer;
    private final Membership membership;
    private final NodeWatch watch;
    private final AtomicReference<@Nullable String> predecessor;
    private final RunOrder order;
    private final NewlyDue newlyDue = new NewlyDue();
    private final LeftRoutes left = new LeftRoutes(System::nanoTime);

    SharedQueue(LedgerStore store, LedgerWriter writer, Membership membership, NodeWatch watch) {
        this.store = store;
        this.writer = writer;
        this.membership = membership;
        this.watch = watch;
        this.order = new RunOrder(store, writer);
        this.predecessor = new AtomicReference<>(membership.predecessor().orElse(null));
    }

    @Override
    public List<Run> takeReady(int limit) {
        return take(READY, left.names(), limit);
    }

    @Override
    public List<Run> takeDue(Instant now, int limit) {
        List<Run> due = new ArrayList<>();
        for (int lane : Lane.FREE) {
            if (due.size() < limit) {
                due.addAll(take(DUE, lane, now.toEpochMilli(), left.names(), limit - due.size()));
            }
        }
        return due;
    }

    @Override
    public List<Run> takeOrdered(Instant now, int limit, Predicate<UUID> isInHand) {
        return order.take(now, limit, run -> run.owner() != null);
    }

    @Override
    public CompletableFuture<Optional<Run>> takeFollower(Run ended, Instant now, Predicate<UUID> isInHand) {
        return order.takeFollower(ended, now, run -> run.owner() != null);
    }

    @Override
    public NewlyDue newlyDue() {
        return newlyDue;
    }

    @Override
    public @Nullable Instant nextDueAfter(Instant time) {
        return null;
    }

    @Override
    public int takeUp() {
        Map<String, Long> beats = new HashMap<>();
        try {
            store.list("SELECT id, beat FROM node", row -> beats.put(row.getString(1), row.getLong(2)));
        } catch (LedgerUnavailable e) {
            watch.sawNothing();
            throw e;
        }
        int runs = succeed();
        for (Map.Entry<String, Long> dead : watch.dead(beats, membership.node()).entrySet()) {
            int taken = takeOver(dead.getKey(), dead.getValue());
            if (taken >= 0) {
                LOG.warn("node {} is dead; {} runs that it had are ready for the others", dead.getKey(), taken);
                runs += taken;
            }
        }
        return runs;
    }

    @Override
    public List<Run> owned() {
        return store.list(RunReader.COLUMNS + "WHERE owner = ?", RunReader::run, membership.node());
    }

    @Override
    public int giveBack(List<Run> runs, Predicate<UUID> isInHand) {
        return await(new Change<Integer>() {
            @Override
            Integer apply(Statements statements) throws SQLException {
                int given = 0;
                for (Run run : runs) {
                    if (!isInHand.test(run.id())) {
                        given += statements.update(GIVE_BACK, statements.node(), run.eventId(), run.id());
                    }
                }
                return given;
            }
        });
    }

    @Override
    public void leave(String route) {
        left.add(route);
    }

    @Override
    public void giveUp() {
        await(new Change<Integer>() {
            @Override
            Integer apply(Statements statements) throws SQLException {
                int runs = statements.update(GIVE_UP, statements.node());
                statements.update(LEAVE, statements.node());
                return runs;
            }
        });
    }

    @Override
    public boolean isShared() {
        return true;
    }

    private List<Run> take(String sql, Object... parameters) {
        return await(new Change<List<Run>>() {
            @Override
            List<Run> apply(Statements statements) throws SQLException {
                List<Run> free = statements.list(sql, RunReader::run, parameters);
                for (Run run : free) {
                    statements.update(OWN, statements.node(), run.eventId(), run.id());
                }
                return free.stream().map(run -> run.ownedBy(statements.node())).toList();
            }
        });
    }

    /** At the start: this process has the data folder, so the one that had it before is dead for certain. */
    private int succeed() {
        String before = predecessor.getAndSet(null);
        return before == null ? 0 : Math.max(0, takeOver(before, null));
    }

    /** -1 if the node lives after all, or another was faster. */
    private int takeOver(String node, @Nullable Long beat) {
        return await(new Change<Integer>() {
            @Override
            Integer apply(Statements statements) throws SQLException {
                List<Boolean> still = beat == null
                        ? statements.list(THERE, row -> true, node)
                        : statements.list(STILL, row -> true, node, beat);
                if (still.isEmpty()) {
                    return -1;
                }
                int runs = statements.update(GIVE_UP, node);
                statements.update(LEAVE, node);
                return runs;
            }
        });
    }

    private <R> R await(Change<R> change) {
        return Change.await(writer.offer(change));
    }
}
