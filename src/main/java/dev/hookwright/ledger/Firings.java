package dev.hookwright.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** When the routes that a timer starts were last started: once for each time, however many nodes have the timer. */
public final class Firings {
    private static final int LONGEST_SCHEDULE = 400;
    private static final String BEGIN =
            "INSERT INTO firing (route, schedule, fired_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String BEGIN_ANEW =
            "UPDATE firing SET schedule = ?, fired_at = ? WHERE route = ? AND schedule <> ?";
    private static final String LAST = "SELECT fired_at FROM firing WHERE route = ?";
    private static final String FIRE =
            "UPDATE firing SET fired_at = ? WHERE route = ? AND (fired_at <= ? OR fired_at > ?)";
    /** A start that is further ahead was told by a clock that has been put back since: it must not hold off all others. */
    private static final Duration AHEAD = Duration.ofHours(1);

    private final LedgerWriter writer;
    private final RunQueue queue;
    private final InstantSource clock;

    Firings(LedgerWriter writer, RunQueue queue, InstantSource clock) {
        this.writer = writer;
        this.queue = queue;
        this.clock = clock;
    }

    /**
     * When the route was last started by this schedule.
     *
     * @param otherwise what counts as that if the schedule is new
     */
    public CompletableFuture<Instant> last(String route, String schedule, Instant otherwise) {
        String kept = schedule.substring(0, Math.min(schedule.length(), LONGEST_SCHEDULE));
        long now = otherwise.toEpochMilli();
        return writer.submit(new Change<Instant>() {
            @Override
            Instant apply(Statements statements) throws SQLException {
                statements.update(BEGIN, route, kept, now);
                statements.update(BEGIN_ANEW, kept, now, route, kept);
                return statements
                        .list(LAST, row -> Instant.ofEpochMilli(row.getLong(1)), route)
                        .get(0);
            }
        });
    }

    /**
     * Starts a route: stores the event with a run of it, unless the route was started after a time, here or on another
     * node.
     *
     * @param notAfter when the last start may have been, at the latest
     * @param at the time that counts as this start's
     */
    public CompletableFuture<Boolean> fire(String route, Instant notAfter, Instant at, Event event) {
        Instant now = clock.instant();
        Run run = Run.ready(Ids.next(now.toEpochMilli()), event.id(), route, false, now);
        AcceptEvent accept = new AcceptEvent(event, List.of(run), false);
        return writer.submit(new Change<Boolean>() {
                    @Override
                    Boolean apply(Statements statements) throws SQLException {
                        long ahead = at.plus(AHEAD).toEpochMilli();
                        if (statements.update(FIRE, at.toEpochMilli(), route, notAfter.toEpochMilli(), ahead) == 0) {
                            return false;
                        }
                        accept.apply(statements);
                        return true;
                    }
                })
                .whenComplete((fired, failure) -> queue.newlyDue().note(now));
    }
}
