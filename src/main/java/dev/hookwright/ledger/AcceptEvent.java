package dev.hookwright.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Stores an event with its dedup claim and its runs, or finds that it was there before. */
final class AcceptEvent extends Change<Accepted> {
    private static final int COLUMN_BYTES = 1 << 20;

    private static final String EVENT = "INSERT INTO event (id, endpoint, provider, type, dedup_key, received_at,"
            + " remote_address, headers, query, body, body_parts, source_event_id)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String EDITED = "INSERT INTO edited_event (source_event_id, event_id) VALUES (?, ?)";
    private static final String HAND_BACK = "UPDATE run SET owner = ? WHERE event_id = ? AND owner = ?";
    private static final int LONGEST_TYPE = 400;
    private static final String PART = "INSERT INTO body_part (event_id, part, bytes) VALUES (?, ?, ?)";

    private final Event event;
    private final List<Run> runs;
    private final boolean keep;
    private final String claimKey;
    private final String headers;
    private final String query;

    /** @param keep whether this node works on the runs itself, rather than leave them to whoever has room */
    AcceptEvent(Event event, List<Run> runs, boolean keep) {
        this.event = event;
        this.runs = runs;
        this.keep = keep;
        this.claimKey = scope() + "\n" + event.dedupKey();
        // Here rather than in the one thread that all wait for.
        this.headers = JsonText.write(event.headers());
        this.query = JsonText.write(event.query());
    }

    /** As {@link #AcceptEvent}, with a ready run for each of the routes. */
    static AcceptEvent of(NewEvent accepted, boolean keep, Instant now) {
        Event event = accepted.event();
        List<Run> runs = accepted.routes().stream()
                .map(route -> Run.ready(Ids.next(now.toEpochMilli()), event.id(), route, false, now)
                        .orderedBy(accepted.orderKeys().get(route)))
                .toList();
        return new AcceptEvent(event, runs, keep);
    }

    /** Two nodes that claim the same keys at once must do so in the same order, or each waits for the other. */
    static void inOrderOfClaims(List<Change<?>> batch) {
        List<Change<?>> accepts = new ArrayList<>(
                batch.stream().filter(AcceptEvent.class::isInstance).toList());
        accepts.sort(Comparator.comparing(change -> ((AcceptEvent) change).claimKey));
        batch.removeIf(AcceptEvent.class::isInstance);
        batch.addAll(0, accepts);
    }

    private String scope() {
        return scope(event.endpoint());
    }

    /** Under which an endpoint's keys are claimed. */
    static String scope(String endpoint) {
        return "endpoint:" + endpoint;
    }

    @Override
    Accepted apply(Statements statements) throws SQLException {
        String key = event.dedupKey();
        UUID first = key == null ? event.id() : claim(key, statements);
        if (!first.equals(event.id())) {
            return duplicateOf(first, statements);
        }
        if (!insertEvent(statements)) {
            // It was there already, by a commit that the connection did not outlive.
            statements.update(HAND_BACK, statements.nobody(), event.id(), statements.node());
            return new Accepted(first, false, List.of());
        }
        List<Run> made = new ArrayList<>();
        for (Run run : runs) {
            made.add(run.orderKey() == null ? insert(run, statements) : RunOrder.insert(statements, run));
        }
        return new Accepted(first, false, made);
    }

    private Run insert(Run run, Statements statements) throws SQLException {
        Run owned = run.ownedBy(keep ? statements.node() : statements.nobody());
        InsertRun.insert(statements, owned);
        return owned;
    }

    @Override
    void announce(Consumer<News> listener) {
        announce(result(), listener);
    }

    void announce(Accepted accepted, Consumer<News> listener) {
        if (!accepted.duplicate()) {
            listener.accept(new News.Received(event, accepted.runs()));
        }
    }

    /** The event that was stored under the same key before; null if none was. */
    @Nullable
    UUID known(Statements statements) throws SQLException {
        String key = event.dedupKey();
        return key == null ? null : first(key, statements);
    }

    Accepted duplicateOf(UUID first, Statements statements) throws SQLException {
        Duplicates.note(statements, event, first);
        return new Accepted(first, true, List.of());
    }

    /** Whose the key is now. */
    private UUID claim(String key, Statements statements) throws SQLException {
        while (true) {
            long now = event.receivedAt().toEpochMilli();
            if (statements.claims().insert(statements, scope(), key, new ClaimTable.Holder(event.id(), ""), now)) {
                return event.id();
            }
            UUID first = first(key, statements);
            // Retention may delete a claim between the two.
            if (first != null) {
                return first;
            }
        }
    }

    private @Nullable UUID first(String key, Statements statements) throws SQLException {
        return statements
                .claims()
                .holder(statements, scope(), key)
                .map(ClaimTable.Holder::eventId)
                .orElse(null);
    }

    /** False if it was there. */
    private boolean insertEvent(Statements statements) throws SQLException {
        byte[] body = event.body();
        int parts = body.length == 0 ? 0 : (body.length - 1) / COLUMN_BYTES;
        int inserted = statements.update(
                EVENT,
                event.id(),
                event.endpoint(),
                event.provider(),
                StorableText.cut(event.type(), LONGEST_TYPE),
                event.dedupKey(),
                event.receivedAt().toEpochMilli(),
                event.remoteAddress(),
                headers,
                query,
                parts == 0 ? body : Arrays.copyOf(body, COLUMN_BYTES),
                parts,
                event.sourceEventId());
        if (inserted == 0) {
            return false;
        }
        if (event.sourceEventId() != null) {
            statements.update(EDITED, event.sourceEventId(), event.id());
        }
        for (int part = 1; part <= parts; part++) {
            int from = part * COLUMN_BYTES;
            byte[] bytes = Arrays.copyOfRange(body, from, Math.min(body.length, from + COLUMN_BYTES));
            statements.update(PART, event.id(), part, bytes);
        }
        return true;
    }
}
