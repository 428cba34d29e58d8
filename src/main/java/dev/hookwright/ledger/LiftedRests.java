package dev.hookwright.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The runs that wait because of a rest that was ended by hand: they need wait no longer. There may be very many, so they
 * are let go in portions; which rests they waited for is kept, so that another process, or node, goes on with it.
 */
public final class LiftedRests {
    /** How long a node may take to notice, and have another of its runs wait meanwhile. */
    private static final Duration NOTICED = Duration.ofSeconds(10);

    private static final String KEEP = "INSERT INTO lifted_rest (target, lifted_at, reason)"
            + " SELECT target, ?, reason FROM target_rest WHERE target = ? AND until_at > ? ON CONFLICT DO NOTHING";
    private static final String ALL = "SELECT target, lifted_at, reason FROM lifted_rest ORDER BY lifted_at";
    private static final String WAITING = RunReader.COLUMNS + "WHERE status = 'waiting' AND lane = ? AND due_at >= ?"
            + " AND due_at > ? AND (error = ? OR error LIKE ? ESCAPE '\\') ORDER BY status, lane, due_at LIMIT ?";
    private static final String FORGET = "DELETE FROM lifted_rest WHERE target = ? AND lifted_at = ?";

    private final LedgerStore store;
    private final LedgerWriter writer;
    private final WaitingRuns waiting;
    private final InstantSource clock;
    private final Predicate<String> isResting;
    private final Map<Lifted, Round> rounds = new HashMap<>();
    private volatile List<Lifted> known = List.of();

    LiftedRests(
            LedgerStore store,
            LedgerWriter writer,
            WaitingRuns waiting,
            InstantSource clock,
            Predicate<String> isResting) {
        this.store = store;
        this.writer = writer;
        this.waiting = waiting;
        this.clock = clock;
        this.isResting = isResting;
    }

    /** A rest that was ended by hand, and when. */
    private record Lifted(String target, Instant at, String reason) {}

    /** Up to where the waiting runs were looked through; what was passed is not read again in the same round. */
    private static final class Round {
        private final Instant beganAt;
        private int lanes;
        private Instant reached = Instant.EPOCH;

        Round(Instant beganAt) {
            this.beganAt = beganAt;
        }

        boolean isOver() {
            return lanes == Lane.ALL.length;
        }

        int lane() {
            return Lane.ALL[lanes];
        }

        void nextLane() {
            lanes++;
            reached = Instant.EPOCH;
        }
    }

    /** Keeps that a rest is ended; false if there is none. */
    static boolean keep(Statements statements, String target, long now) throws SQLException {
        return statements.update(KEEP, now, target, now) == 1;
    }

    void look() {
        known = store.list(
                ALL, row -> new Lifted(row.getString(1), Instant.ofEpochMilli(row.getLong(2)), row.getString(3)));
    }

    /** Whether there may be such runs, as of the last look. */
    public boolean isLettingGo() {
        return !known.isEmpty();
    }

    /**
     * Lets some of them go, for each rest so many at most, unless the target has asked for another one since: they go when
     * that is over. To be asked about once a second, by one node; blocks.
     *
     * @return how many; if it is as many as the limit, there may be more
     */
    public synchronized int letGo(int limit) {
        return letGo(known, limit);
    }

    /** The same for one target. */
    public synchronized int letGo(String target, int limit) {
        return letGo(
                known.stream().filter(lifted -> lifted.target().equals(target)).toList(), limit);
    }

    private int letGo(List<Lifted> some, int limit) {
        rounds.keySet().retainAll(known);
        return some.stream()
                .filter(lifted -> !isResting.test(lifted.target()))
                .mapToInt(lifted -> letGo(lifted, limit))
                .sum();
    }

    private int letGo(Lifted lifted, int limit) {
        Instant now = clock.instant();
        Round round = rounds.computeIfAbsent(lifted, begun -> new Round(now));
        int left = limit;
        while (left > 0 && !round.isOver()) {
            List<Run> runs = store.list(
                    WAITING,
                    RunReader::run,
                    round.lane(),
                    round.reached.toEpochMilli(),
                    now.toEpochMilli(),
                    lifted.reason(),
                    TypeGlob.escape(TargetRest.refusal(lifted.target())) + "%",
                    left);
            waiting.goAtOnce(runs, now);
            left -= runs.size();
            if (left > 0) {
                round.nextLane();
            } else {
                round.reached = runs.get(runs.size() - 1).dueAt();
            }
        }
        if (round.isOver()) {
            rounds.remove(lifted);
            if (lifted.at().plus(NOTICED).isBefore(round.beganAt)) {
                Change.await(writer.offer(
                        Change.of(FORGET, lifted.target(), lifted.at().toEpochMilli())));
            }
        }
        return limit - left;
    }
}
