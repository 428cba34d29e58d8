package dev.hookwright.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How the alerts stand, on all nodes together, and what they count. */
public final class Alerts {
    private static final String BEGIN = "INSERT INTO alert (name, node, terms, watched_since, counted, told, examples,"
            + " version) VALUES (?, ?, ?, ?, 0, 0, '[]', 0) ON CONFLICT DO NOTHING";
    private static final String BEGIN_ANEW = "UPDATE alert SET terms = ?, watched_since = ?, firing_since = NULL,"
            + " sent_at = NULL, counted = 0, told = 0, examples = '[]', version = version + 1"
            + " WHERE name = ? AND node = ? AND terms <> ?";

    private final LedgerStore store;
    private final LedgerWriter writer;
    private final RunQueue queue;
    private final InstantSource clock;
    private volatile Predicate<String> watched = route -> false;

    Alerts(LedgerStore store, LedgerWriter writer, RunQueue queue, InstantSource clock) {
        this.store = store;
        this.writer = writer;
        this.queue = queue;
        this.clock = clock;
    }

    /** From now on a run of these routes that dies here is kept to be counted. */
    public void watchRoutes(Predicate<String> routes) {
        watched = routes;
    }

    boolean isWatched(Run run) {
        return run.status() == RunStatus.DEAD && watched.test(run.route());
    }

    /**
     * What an alert waits for from now on; where that is new, it begins anew.
     *
     * @param node whose disk it is about; empty where it is about what all nodes share
     */
    public record Terms(String name, String node, String text) {}

    /** Begins those that are new, or are so with other terms. */
    public CompletableFuture<Integer> begin(List<Terms> alerts) {
        long now = clock.millis();
        return writer.offer(new Change<>() {
            @Override
            Integer apply(Statements statements) throws SQLException {
                int begun = 0;
                for (Terms alert : alerts) {
                    begun += statements.update(BEGIN, alert.name(), alert.node(), alert.text(), now);
                    begun += statements.update(BEGIN_ANEW, alert.text(), now, alert.name(), alert.node(), alert.text());
                }
                return begun;
            }
        });
    }

    /** All that were ever begun. */
    public List<AlertState> states() {
        return store.list(AlertState.COLUMNS + " ORDER BY name, node", AlertState::read);
    }

    /** Some of the runs that died and were not counted yet. */
    public List<DeadRun> uncounted(int limit) {
        return store.list(DeadRun.UNCOUNTED, DeadRun::read, limit);
    }

    /** Counts each of the runs once, however many nodes do so. */
    public CompletableFuture<Integer> count(List<CountDeadRuns.Counted> runs) {
        return writer.offer(new CountDeadRuns(runs));
    }

    /**
     * Writes how an alert stands now, and stores what it has to say with a run of the route that says it; all of it, or
     * nothing if it stood otherwise than was read.
     *
     * @param message null if there is nothing to say
     */
    public CompletableFuture<Boolean> move(AlertState to, @Nullable Event message, String route) {
        Instant now = clock.instant();
        AcceptEvent accept = message == null
                ? null
                : new AcceptEvent(
                        message,
                        List.of(Run.ready(Ids.next(now.toEpochMilli()), message.id(), route, false, now)),
                        false);
        return writer.offer(new MoveAlert(to, accept))
                .whenComplete((moved, failure) -> queue.newlyDue().note(now));
    }

    /** What alerts look for. */
    public AlertSigns signs() {
        return new AlertSigns(store);
    }
}
