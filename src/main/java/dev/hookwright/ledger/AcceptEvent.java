package dev.hookwright.ledger;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Stores an event with its dedup claim and its runs, or finds that it was there before. */
final class AcceptEvent extends Change<Accepted> {
    private static final int COLUMN_BYTES = 1 << 20;

    private static final String CLAIM = "INSERT INTO claim (scope, claim_key, event_id, route, created_at)"
            + " VALUES (?, ?, ?, '', ?) ON CONFLICT DO NOTHING";
    private static final String FIRST = "SELECT event_id FROM claim WHERE scope = ? AND claim_key = ?";
    private static final String EVENT = "INSERT INTO event (id, endpoint, provider, type, dedup_key, received_at,"
            + " remote_address, headers, query, body, body_parts, source_event_id)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String PART = "INSERT INTO body_part (event_id, part, bytes) VALUES (?, ?, ?)";

    private final Event event;
    private final List<Run> runs;

    AcceptEvent(Event event, List<Run> runs) {
        this.event = event;
        this.runs = runs;
    }

    @Override
    Accepted apply(Statements statements) throws SQLException {
        String key = event.dedupKey();
        if (key != null) {
            String scope = "endpoint:" + event.endpoint();
            long now = event.receivedAt().toEpochMilli();
            if (statements.update(CLAIM, scope, key, event.id(), now) == 0) {
                UUID first = statements.queryUuid(FIRST, scope, key);
                return new Accepted(first == null ? event.id() : first, true, List.of());
            }
        }
        insertEvent(statements);
        for (Run run : runs) {
            InsertRun.insert(statements, run);
        }
        return new Accepted(event.id(), false, runs);
    }

    private void insertEvent(Statements statements) throws SQLException {
        byte[] body = event.body();
        int parts = body.length == 0 ? 0 : (body.length - 1) / COLUMN_BYTES;
        statements.update(
                EVENT,
                event.id(),
                event.endpoint(),
                event.provider(),
                event.type(),
                event.dedupKey(),
                event.receivedAt().toEpochMilli(),
                event.remoteAddress(),
                JsonText.write(event.headers()),
                JsonText.write(event.query()),
                parts == 0 ? body : Arrays.copyOf(body, COLUMN_BYTES),
                parts,
                event.sourceEventId());
        for (int part = 1; part <= parts; part++) {
            int from = part * COLUMN_BYTES;
            byte[] bytes = Arrays.copyOfRange(body, from, Math.min(body.length, from + COLUMN_BYTES));
            statements.update(PART, event.id(), part, bytes);
        }
    }
}
