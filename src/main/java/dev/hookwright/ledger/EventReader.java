package dev.hookwright.ledger;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads events. */
public final class EventReader {
    private static final String HEAD = "SELECT id, endpoint, provider, type, dedup_key, received_at, remote_address,"
            + " headers, query, source_event_id, payload_deleted_at";
    private static final byte[] NO_BODY = {};

    private final LedgerStore store;

    EventReader(LedgerStore store) {
        this.store = store;
    }

    /** The whole event. */
    public Optional<Event> find(UUID id) {
        return store.find(HEAD + ", body, body_parts FROM event WHERE id = ?", this::whole, id);
    }

    /**
     * Events, newest first.
     *
     * @param before only events older than this one, for the next page; null for the first page
     */
    public List<EventSummary> list(EventFilter filter, @Nullable UUID before, int limit) {
        List<Object> parameters = new ArrayList<>();
        String where = where(filter, before, parameters);
        parameters.add(limit);
        RunReader runs = new RunReader(store);
        return store
                .list(
                        HEAD + " FROM event" + where + " ORDER BY id DESC LIMIT ?",
                        row -> event(row, NO_BODY),
                        parameters.toArray())
                .stream()
                .map(event -> new EventSummary(event, runs.ofEvent(event.id())))
                .toList();
    }

    private static String where(EventFilter filter, @Nullable UUID before, List<Object> parameters) {
        List<String> terms = new ArrayList<>();
        term(terms, parameters, "id < ?", before);
        term(terms, parameters, "endpoint = ?", filter.endpoint());
        term(terms, parameters, "type LIKE ? ESCAPE '\\'", pattern(filter.type()));
        term(terms, parameters, "received_at >= ?", millis(filter.since()));
        term(terms, parameters, "received_at < ?", millis(filter.until()));
        var status = filter.status();
        if (status != null || filter.route() != null) {
            List<String> runTerms = new ArrayList<>(List.of("run.event_id = event.id"));
            term(runTerms, parameters, "run.status = ?", status == null ? null : status.word());
            term(runTerms, parameters, "run.route = ?", filter.route());
            terms.add("EXISTS (SELECT 1 FROM run WHERE " + String.join(" AND ", runTerms) + ")");
        }
        String text = filter.text();
        if (text != null) {
            Optional<UUID> id = Ids.parse(Ids.EVENT, text).or(() -> Ids.parse(Ids.RUN, text));
            if (id.isPresent()) {
                terms.add("(id = ? OR EXISTS (SELECT 1 FROM run WHERE run.event_id = event.id AND run.id = ?))");
                parameters.add(id.get());
                parameters.add(id.get());
            } else {
                terms.add("(dedup_key LIKE ? ESCAPE '\\' OR POSITION(CAST(? AS BYTEA) IN body) > 0)");
                parameters.add("%" + escape(text) + "%");
                parameters.add(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        return terms.isEmpty() ? "" : " WHERE " + String.join(" AND ", terms);
    }

    private static void term(List<String> terms, List<Object> parameters, String sql, @Nullable Object value) {
        if (value != null) {
            terms.add(sql);
            parameters.add(value);
        }
    }

    private static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }

    private static @Nullable String pattern(@Nullable String glob) {
        return glob == null ? null : escape(glob).replace('*', '%');
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private Event whole(ResultSet row) throws SQLException {
        byte[] body = row.getBytes(12);
        if (row.getInt(13) > 0) {
            body = withParts(row.getObject(1, UUID.class), body);
        }
        return event(row, body);
    }

    private byte[] withParts(UUID id, byte[] first) {
        var bytes = new java.io.ByteArrayOutputStream(first.length * 2);
        bytes.writeBytes(first);
        store.list("SELECT bytes FROM body_part WHERE event_id = ? ORDER BY part", row -> row.getBytes(1), id)
                .forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }

    private static Event event(ResultSet row, byte[] body) throws SQLException {
        long deletedAt = row.getLong(11);
        boolean deleted = !row.wasNull();
        return new Event(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                Instant.ofEpochMilli(row.getLong(6)),
                row.getString(7),
                JsonText.read(row.getString(8)),
                JsonText.read(row.getString(9)),
                body,
                row.getObject(10, UUID.class),
                deleted ? Instant.ofEpochMilli(deletedAt) : null);
    }
}
