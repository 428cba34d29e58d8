package dev.hookwright.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs that go one after another. Those of a route and key that have not ended stand in the table {@code run_order}; the
 * first of them is taken, and stays the first until it has ended, whatever comes in meanwhile. One that is cancelled while
 * a node has it in its hands stays until that node has let it go: the others would not wait for its last call else.
 */
final class RunOrder {
    static final String NEXT_TURN = "SELECT COALESCE(MAX(turn), 0) + 1 FROM run_order";

    private static final int BEGUN = -1;
    private static final String APPEND = "INSERT INTO run_order (route, order_key, place, turn, run_id, event_id)"
            + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String REMOVE = "DELETE FROM run_order WHERE run_id = ?";
    private static final String STILL_FIRST = "SELECT run_id FROM run_order WHERE run_id = ? AND place = -1";
    private static final String BEGIN = "UPDATE run_order SET place = -1 WHERE run_id = ? AND place <> -1";
    private static final String FIRST = "SELECT event_id, run_id FROM run_order WHERE route = ? AND order_key = ?"
            + " ORDER BY route, order_key, place, turn, run_id LIMIT 1";
    private static final String FIRST_OF_EACH = "SELECT DISTINCT ON (route, order_key) route, order_key, place,"
            + " turn, run_id, event_id FROM run_order ORDER BY route, order_key, place, turn, run_id";
    /** Those that have ended by another's hand are found as well, to be removed. */
    private static final String CANDIDATES = "SELECT run.route, run.order_key FROM (" + FIRST_OF_EACH + ") AS head"
            + " JOIN run ON run.event_id = head.event_id AND run.id = head.run_id"
            + " WHERE %s (run.status IN ('succeeded', 'dead', 'cancelled') OR run.lane < 4 AND"
            + " (run.status = 'ready' OR run.status = 'waiting' AND run.due_at <= ?))"
            + " ORDER BY run.lane, run.due_at LIMIT ?";

    private static final String LOCK = "SELECT pg_try_advisory_xact_lock(hashtextextended(?, 0))";
    private static final String LET_GO =
            "UPDATE run SET owner = ? WHERE event_id = ? AND id = ? AND owner = ? AND status = 'cancelled'";
    private static final String OWN = "UPDATE run SET owner = ? WHERE event_id = ? AND id = ? AND owner IS NULL";

    private final LedgerStore store;
    private final LedgerWriter writer;

    RunOrder(LedgerStore store, LedgerWriter writer) {
        this.store = store;
        this.writer = writer;
    }

    private record Line(String route, String key) {}

    /**
     * Makes a new run.
     *
     * @return the run; nobody's if it is not its turn. Where other nodes make runs at the same time, only the queue knows
     */
    static Run insert(Statements statements, Run run) throws SQLException {
        boolean free = !statements.isShared() && first(statements, lineOf(run)).isEmpty();
        Run owned = run.ownedBy(statements.nobody());
        InsertRun.insert(statements, owned);
        append(statements, owned, free ? BEGUN : 0);
        return free ? owned : run.ownedBy(null);
    }

    /** The run goes behind those that are there. */
    static void append(Statements statements, Run run) throws SQLException {
        append(statements, run, run.replay() ? 1 : 0);
    }

    /** One that was cancelled, and whose end nobody has followed yet, keeps its place; any other goes behind. */
    static void appendAgain(Statements statements, Run run) throws SQLException {
        if (statements.queryUuid(STILL_FIRST, run.id()) == null) {
            remove(statements, run.id());
            append(statements, run);
        }
    }

    private static void append(Statements statements, Run run, int place) throws SQLException {
        Line line = lineOf(run);
        statements.update(APPEND, line.route(), line.key(), place, statements.turn(), run.id(), run.eventId());
    }

    static void remove(Statements statements, UUID run) throws SQLException {
        statements.update(REMOVE, run);
    }

    /**
     * The runs whose turn it is, taken by this node.
     *
     * @param isInHand whether a node has a run that was cancelled in its hands
     */
    List<Run> take(Instant now, int limit, Predicate<Run> isInHand) {
        List<Line> lines = store.list(
                CANDIDATES.formatted(store.isShared() ? "run.owner IS NULL AND" : ""),
                row -> new Line(row.getString(1), row.getString(2)),
                now.toEpochMilli(),
                limit);
        if (lines.isEmpty()) {
            return List.of();
        }
        return Change.await(writer.offer(new TakeFirst(lines, null, now, isInHand)));
    }

    /** The run that is next after one that this node is done with, if it can go at once; taken by this node. */
    CompletableFuture<Optional<Run>> takeFollower(Run ended, Instant now, Predicate<Run> isInHand) {
        return writer.offer(new TakeFirst(List.of(lineOf(ended)), ended, now, isInHand))
                .thenApply(taken -> taken.stream().findFirst());
    }

    private static Line lineOf(Run run) {
        String key = run.orderKey();
        if (key == null) {
            throw new IllegalArgumentException("run " + run.id() + " waits for no other");
        }
        return new Line(run.route(), key);
    }

    private record Place(UUID eventId, UUID runId) {}

    private record Standing(Run run, int lane) {}

    private static Optional<Place> first(Statements statements, Line line) throws SQLException {
        return statements
                .list(
                        FIRST,
                        row -> new Place(row.getObject(1, UUID.class), row.getObject(2, UUID.class)),
                        line.route(),
                        line.key())
                .stream()
                .findFirst();
    }

    /** Takes the first run of each line, where it is free to go. */
    private static final class TakeFirst extends Change<List<Run>> {
        private final List<Line> lines;
        private final @Nullable Run ended;
        private final Instant now;
        private final Predicate<Run> isInHand;

        /** @param ended nobody has it in its hands any more, which matters if it was cancelled */
        TakeFirst(List<Line> lines, @Nullable Run ended, Instant now, Predicate<Run> isInHand) {
            this.lines = lines;
            this.ended = ended;
            this.now = now;
            this.isInHand = isInHand;
        }

        @Override
        List<Run> apply(Statements statements) throws SQLException {
            if (ended != null
                    && 1
                            == statements.update(
                                    LET_GO, statements.nobody(), ended.eventId(), ended.id(), ended.owner())) {
                remove(statements, ended.id());
            }
            List<Run> taken = new ArrayList<>();
            for (Line line : lines) {
                // Held until the transaction ends: the next node that takes from the line sees what this one took.
                boolean mine = !statements.isShared()
                        || statements
                                .list(LOCK, row -> row.getBoolean(1), line.route() + "\n" + line.key())
                                .get(0);
                if (mine) {
                    takeFirst(line, statements).ifPresent(taken::add);
                }
            }
            return taken;
        }

        private Optional<Run> takeFirst(Line line, Statements statements) throws SQLException {
            Optional<Place> place = first(statements, line);
            while (place.isPresent()) {
                Optional<Standing> standing = statements
                        .list(
                                RunReader.COLUMNS + "WHERE event_id = ? AND id = ?",
                                row -> new Standing(RunReader.run(row), row.getInt(RunReader.LANE)),
                                place.get().eventId(),
                                place.get().runId())
                        .stream()
                        .findFirst();
                if (standing.isPresent() && !standing.get().run().status().isFinal()) {
                    return Lane.isHeld(standing.get().lane())
                            ? Optional.empty()
                            : take(standing.get().run(), statements);
                }
                if (standing.filter(head -> isInHand.test(head.run())).isPresent()) {
                    return Optional.empty();
                }
                remove(statements, place.get().runId());
                place = first(statements, line);
            }
            return Optional.empty();
        }

        private Optional<Run> take(Run run, Statements statements) throws SQLException {
            boolean isDue = run.status() == RunStatus.READY
                    || (run.status() == RunStatus.WAITING && !run.dueAt().isAfter(now));
            if (!isDue
                    || (statements.isShared()
                            && statements.update(OWN, statements.node(), run.eventId(), run.id()) == 0)) {
                return Optional.empty();
            }
            statements.update(BEGIN, run.id());
            return Optional.of(run.ownedBy(statements.node()));
        }
    }
}
