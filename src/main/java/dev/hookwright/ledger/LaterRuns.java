package dev.hookwright.ledger;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Runs that a step of another run starts, now or at a time to come. */
public final class LaterRuns {
    private static final int PART = 1 << 20;
    private static final int LONGEST_KEY = 300;
    private static final String THERE = "SELECT id FROM run WHERE event_id = ? AND id = ?";
    private static final String OPEN_UNDER_KEY = "SELECT run.id FROM later JOIN run ON run.event_id = later.event_id"
            + " AND run.id = later.run_id WHERE later.later_key = ? AND run.route = ?"
            + " AND run.status IN ('ready', 'running', 'waiting')";
    private static final String LATER =
            "INSERT INTO later (event_id, run_id, started_by, later_key) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String BODY =
            "INSERT INTO run_body (event_id, run_id, part, bytes) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String WAITING_UNDER_KEY = "SELECT run.event_id, run.id, run.route FROM later JOIN run"
            + " ON run.event_id = later.event_id AND run.id = later.run_id WHERE later.later_key = ?"
            + " AND run.status IN ('ready', 'waiting')";
    private static final String CANCEL = "UPDATE run SET status = 'cancelled', ended_at = ?, owner = ?"
            + " WHERE event_id = ? AND id = ? AND status IN ('ready', 'waiting')";
    private static final String COPY = "INSERT INTO later (event_id, run_id, started_by, later_key)"
            + " SELECT event_id, CAST(? AS UUID), started_by, later_key FROM later WHERE event_id = ? AND run_id = ?";
    private static final String COPY_BODY = "INSERT INTO run_body (event_id, run_id, part, bytes)"
            + " SELECT event_id, CAST(? AS UUID), part, bytes FROM run_body WHERE event_id = ? AND run_id = ?";

    private final LedgerStore store;
    private final LedgerWriter writer;
    private final RunQueue queue;
    private final InstantSource clock;

    LaterRuns(LedgerStore store, LedgerWriter writer, RunQueue queue, InstantSource clock) {
        this.store = store;
        this.writer = writer;
        this.queue = queue;
        this.clock = clock;
    }

    /**
     * A run that is to be started.
     *
     * @param id the same each time that the same step starts it
     * @param startedBy as this node has it
     * @param dueAt now, if that is past
     * @param key of those with the same key one is started, for as long as it waits and its claim is kept; null for any
     * @param body what it begins with; null for the event's
     */
    public record Start(
            UUID id,
            Run startedBy,
            String route,
            Instant dueAt,
            @Nullable String key,
            byte @Nullable [] body) {}

    /** What became of a start. */
    public enum Outcome {
        STARTED,
        /** One was started under the same key. */
        KNOWN,
        /** The run that wanted to start it belongs to another node by now. */
        NOT_OURS
    }

    /** Starts a run, on disk, unless it was started before. */
    public CompletableFuture<Outcome> start(Start start) {
        Instant now = clock.instant();
        boolean waits = start.dueAt().isAfter(now);
        Run run = Run.ready(start.id(), start.startedBy().eventId(), start.route(), false, now);
        return writer.submit(new Insert(start, waits ? run.waitingUntil(start.dueAt()) : run))
                .whenComplete((outcome, failure) -> queue.newlyDue().note(waits ? start.dueAt() : now));
    }

    /** Cancels every run that waits under the key; gives how many. What is at work goes on. */
    public CompletableFuture<Integer> cancel(String key) {
        return writer.submit(new Cancel(bounded(key), clock.millis()));
    }

    /** What a run begins with; nothing if that is the event's body. */
    public Optional<byte[]> body(Run run) {
        List<byte[]> parts = store.list(
                "SELECT bytes FROM run_body WHERE event_id = ? AND run_id = ? ORDER BY part",
                row -> row.getBytes(1),
                run.eventId(),
                run.id());
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        parts.forEach(whole::writeBytes);
        return Optional.of(whole.toByteArray());
    }

    /** The runs of an event that another run has started, each with that other. */
    public Map<UUID, UUID> startedBy(UUID eventId) {
        Map<UUID, UUID> starters = new HashMap<>();
        store.list(
                "SELECT run_id, started_by FROM later WHERE event_id = ?",
                row -> starters.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class)),
                eventId);
        return starters;
    }

    /** A replay begins as the run that it repeats. */
    static void copy(Statements statements, Run from, Run replay) throws SQLException {
        statements.update(COPY, replay.id(), from.eventId(), from.id());
        statements.update(COPY_BODY, replay.id(), from.eventId(), from.id());
    }

    private static String scope(String route) {
        return "later:" + route;
    }

    private static String bounded(String key) {
        return key.length() <= LONGEST_KEY ? key : Sha256.hex(key.getBytes(StandardCharsets.UTF_8));
    }

    private static final class Insert extends Change<Outcome> {
        private final Start start;
        private final Run run;

        Insert(Start start, Run run) {
            this.start = start;
            this.run = run;
        }

        @Override
        Outcome apply(Statements statements) throws SQLException {
            if (!statements.node().equals(start.startedBy().owner())) {
                return Outcome.NOT_OURS;
            }
            if (statements.queryUuid(THERE, run.eventId(), run.id()) != null) {
                return Outcome.STARTED;
            }
            String key = start.key() == null ? null : bounded(start.key());
            if (key != null && !claim(key, statements)) {
                return Outcome.KNOWN;
            }
            InsertRun.insert(statements, run.ownedBy(statements.nobody()));
            statements.update(LATER, run.eventId(), run.id(), start.startedBy().id(), key);
            byte[] body = start.body();
            for (int from = 0, part = 0; body != null && (from < body.length || part == 0); from += PART, part++) {
                byte[] bytes = Arrays.copyOfRange(body, from, Math.min(body.length, from + PART));
                statements.update(BODY, run.eventId(), run.id(), part, bytes);
            }
            return Outcome.STARTED;
        }

        /** Retention may forget a claim before its run's time has come. */
        private boolean claim(String key, Statements statements) throws SQLException {
            long now = run.createdAt().toEpochMilli();
            var holder = new ClaimTable.Holder(run.eventId(), "");
            return statements.queryUuid(OPEN_UNDER_KEY, key, run.route()) == null
                    && statements.claims().insert(statements, scope(run.route()), key, holder, now);
        }
    }

    private static final class Cancel extends Change<Integer> {
        private final String key;
        private final long now;

        Cancel(String key, long now) {
            this.key = key;
            this.now = now;
        }

        private record Waiting(UUID eventId, UUID id, String route) {}

        @Override
        Integer apply(Statements statements) throws SQLException {
            List<Waiting> waiting = statements.list(
                    WAITING_UNDER_KEY,
                    row -> new Waiting(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getString(3)),
                    key);
            int cancelled = 0;
            for (Waiting run : waiting) {
                if (1 == statements.update(CANCEL, now, statements.nobody(), run.eventId(), run.id())) {
                    statements.claims().delete(statements, scope(run.route()), key);
                    cancelled++;
                }
            }
            return cancelled;
        }
    }
}
