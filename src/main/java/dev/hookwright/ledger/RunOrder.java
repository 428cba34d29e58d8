package dev.hookwright.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Runs that go one after another. Those of a route and key that have not ended stand in the table {@code run_order}; the
 * first of them is taken, and stays the first until it has ended, whatever comes in meanwhile.
 */
final class RunOrder {
    static final String NEXT_TURN = "SELECT COALESCE(MAX(turn), 0) + 1 FROM run_order";

    private static final int BEGUN = -1;
    private static final String APPEND = "INSERT INTO run_order (route, order_key, place, turn, run_id, event_id)"
            + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String REMOVE = "DELETE FROM run_order WHERE run_id = ?";
    private static final String BEGIN = "UPDATE run_order SET place = -1 WHERE run_id = ? AND place <> -1";
    private static final String FIRST = "SELECT event_id, run_id FROM run_order WHERE route = ? AND order_key = ?"
            + " ORDER BY route, order_key, place, turn, run_id LIMIT 1";
    private static final String FIRST_OF_EACH = "SELECT DISTINCT ON (route, order_key) route, order_key, place,"
            + " turn, run_id, event_id FROM run_order ORDER BY route, order_key, place, turn, run_id";
    /** Those that have ended by another's hand are found as well, to be removed. */
    private static final String CANDIDATES = "SELECT run.route, run.order_key FROM (" + FIRST_OF_EACH + ") AS head"
            + " JOIN run ON run.event_id = head.event_id AND run.id = head.run_id"
            + " WHERE run.status IN ('succeeded', 'dead', 'cancelled') OR %s"
            + " (run.status = 'ready' OR run.status = 'waiting' AND run.due_at <= ?)"
            + " ORDER BY run.lane, run.due_at LIMIT ?";

    private static final String LOCK = "SELECT pg_try_advisory_xact_lock(hashtextextended(?, 0))";
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

    private static void append(Statements statements, Run run, int place) throws SQLException {
        Line line = lineOf(run);
        statements.update(APPEND, line.route(), line.key(), place, statements.turn(), run.id(), run.eventId());
    }

    static void remove(Statements statements, UUID run) throws SQLException {
        statements.update(REMOVE, run);
    }

    /** The runs whose turn it is, taken by this node. */
    List<Run> take(Instant now, int limit) {
        List<Line> lines = store.list(
                CANDIDATES.formatted(store.isShared() ? "run.owner IS NULL AND" : ""),
                row -> new Line(row.getString(1), row.getString(2)),
                now.toEpochMilli(),
                limit);
        if (lines.isEmpty()) {
            return List.of();
        }
        try {
            return writer.offer(new TakeFirst(lines, now)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LedgerUnavailable away ? away : e;
        }
    }

    /** The run that is next after one that has ended, if it can go at once; taken by this node. */
    CompletableFuture<Optional<Run>> takeFollower(Run ended, Instant now) {
        return writer.offer(new TakeFirst(List.of(lineOf(ended)), now))
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
        private final Instant now;

        TakeFirst(List<Line> lines, Instant now) {
            this.lines = lines;
            this.now = now;
        }

        @Override
        List<Run> apply(Statements statements) throws SQLException {
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
                Optional<Run> run = statements
                        .list(
                                RunReader.COLUMNS + "WHERE event_id = ? AND id = ?",
                                RunReader::run,
                                place.get().eventId(),
                                place.get().runId())
                        .stream()
                        .findFirst();
                if (run.isPresent() && !run.get().status().isFinal()) {
                    return take(run.get(), statements);
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
