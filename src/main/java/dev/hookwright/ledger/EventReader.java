package dev.hookwright.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads events. */
public final class EventReader {
    private static final String HEAD = "SELECT id, endpoint, provider, type, dedup_key, received_at, remote_address,"
            + " headers, query, source_event_id, payload_deleted_at";
    private static final byte[] NO_BODY = {};
    private static final Duration LONGEST_SEARCH = Duration.ofMillis(35);

    private final LedgerStore store;

    EventReader(LedgerStore store) {
        this.store = store;
    }

    /** The whole event. */
    public Optional<Event> find(UUID id) {
        return store.find(HEAD + ", body, body_parts FROM event WHERE id = ?", this::whole, id);
    }

    /**
     * Events, newest first. A search that takes long stops early and says how far it came.
     *
     * @param after what an earlier page gave as the next; null for the first page
     */
    public EventPage list(EventFilter filter, @Nullable UUID after, int limit) {
        long deadline = System.nanoTime() + LONGEST_SEARCH.toNanos();
        Set<UUID> named = new NamedEvents(store).of(filter);
        if (NamedEvents.isId(filter.text())) {
            return after == null ? page(List.copyOf(named), null, null) : page(List.of(), null, null);
        }
        // They stand on the first page, wherever the search is to meet them.
        int room = after == null ? Math.max(1, limit - named.size()) : limit;
        EventSearch search = EventSearch.newestFirst(store, filter, after);
        List<UUID> found = new ArrayList<>();
        do {
            search.next().stream().filter(id -> !named.contains(id)).forEach(found::add);
        } while (found.size() <= room && !search.isExhausted() && System.nanoTime() < deadline);
        boolean full = found.size() > room;
        UUID next = full ? found.get(room - 1) : search.isExhausted() ? null : search.reached();
        List<UUID> ids = new ArrayList<>(full ? found.subList(0, room) : found);
        if (after == null) {
            ids.addAll(named);
        }
        ids.sort(Comparator.reverseOrder());
        return page(ids, next, full || next == null ? null : Ids.time(next));
    }

    /** Counts the events that the filter takes; not begun yet. */
    public EventCount counting(EventFilter filter) {
        return new EventCount(store, filter);
    }

    /**
     * Some more of the events that the filter takes, oldest first; perhaps none, though there are more.
     *
     * @param after what was reached before
     * @param before only events that are older than this id; null for all
     */
    public EventPortion portion(EventFilter filter, UUID after, @Nullable UUID before, int limit) {
        if (NamedEvents.isId(filter.text())) {
            List<UUID> rest = new NamedEvents(store)
                    .of(filter).stream().filter(id -> id.compareTo(after) > 0).toList();
            return new EventPortion(rest, rest.isEmpty() ? after : rest.get(rest.size() - 1), true);
        }
        EventSearch search = EventSearch.oldestFirst(store, filter, after, before);
        List<UUID> found = search.next();
        if (found.size() > limit) {
            return new EventPortion(found.subList(0, limit), found.get(limit - 1), false);
        }
        UUID reached = search.reached();
        return new EventPortion(found, reached == null ? after : reached, search.isExhausted());
    }

    /** Those whose ids come behind an id, in the order of these. */
    public List<EventSummary> after(UUID id, int limit) {
        List<UUID> ids = store.list(
                "SELECT id FROM event WHERE id > ? ORDER BY id LIMIT ?",
                row -> row.getObject(1, UUID.class),
                id,
                limit);
        List<EventSummary> events = new ArrayList<>(page(ids, null, null).events());
        Collections.reverse(events);
        return events;
    }

    /** The events that were made of this one with an edited body, oldest first. */
    public List<UUID> editedFrom(UUID id) {
        return store.list(
                "SELECT event_id FROM edited_event WHERE source_event_id = ?"
                        + " AND EXISTS (SELECT 1 FROM event WHERE event.id = event_id) ORDER BY event_id",
                row -> row.getObject(1, UUID.class),
                id);
    }

    private EventPage page(List<UUID> ids, @Nullable UUID next, @Nullable Instant searchedUntil) {
        return new EventPage(summaries(ids), next, searchedUntil);
    }

    /** The events of some ids, newest first. */
    public List<EventSummary> summaries(List<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<UUID, List<Run>> runs = new RunReader(store).ofEvents(ids);
        return store.list(
                HEAD + " FROM event WHERE id IN (" + EventMatch.places(ids.size()) + ") ORDER BY id DESC",
                row -> {
                    Event event = event(row, NO_BODY);
                    return new EventSummary(event, runs.getOrDefault(event.id(), List.of()));
                },
                ids.toArray());
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
