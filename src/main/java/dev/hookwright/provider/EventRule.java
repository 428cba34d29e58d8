package dev.hookwright.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where an event's id and type stand.
 *
 * @param idJoin between the parts of an id that only all sources together make; null if the first one there is the id
 * @param typeJoin between the parts of a type; null if the first one there is the type
 * @param split the array that holds the events; null if a request is one event
 * @param idOfAttempt whether the id is another one at every attempt to deliver, so that it tells nothing
 */
record EventRule(
        List<Source> id,
        @Nullable String idJoin,
        List<Source> type,
        @Nullable String typeJoin,
        @Nullable DottedPath split,
        boolean idOfAttempt) {
    static final EventRule NONE = new EventRule(List.of(), null, List.of(), null, null, false);

    /** Whether the id stands in a JSON body, which must then be one. */
    boolean needsJson() {
        return id.stream().anyMatch(source -> source.isIn(Place.Kind.JSON));
    }

    /** Where the id stands, for the operator; "nowhere" if there is none. */
    String idSource() {
        String places =
                id.stream().map(Source::toString).collect(Collectors.joining(idJoin == null ? " or " : " and "));
        return places.isEmpty() ? "nowhere" : places;
    }

    /** Of a request with several events: all their ids together, and the type if it is the same for all. */
    EventIdentity identify(Reading reading) throws UnreadableBody {
        if (split == null || !(needsJson() || reading.request().saysJson())) {
            return identity(reading, reading, "");
        }
        List<EventIdentity> identities =
                items(reading).stream().map(EventItem::identity).toList();
        if (identities.isEmpty()) {
            return identity(reading, reading, "");
        }
        List<String> ids = new ArrayList<>();
        EventIdentity first = identities.get(0);
        boolean oneType = true;
        for (EventIdentity identity : identities) {
            if (identity.id() != null) {
                ids.add(identity.id());
            }
            String type = identity.type();
            oneType &= type == null ? first.type() == null : type.equals(first.type());
        }
        boolean allIds = ids.size() == identities.size();
        return new EventIdentity(allIds ? String.join(",", ids) : null, oneType ? first.type() : null);
    }

    /** The events of a request; none if it is one event, or the array is not there. */
    List<EventItem> items(Reading reading) throws UnreadableBody {
        DottedPath path = split;
        if (path == null) {
            return List.of();
        }
        JsonNode array = path.in(reading.request().json());
        List<EventItem> items = new ArrayList<>();
        for (int i = 0; array.isArray() && i < array.size(); i++) {
            List<String> base = new ArrayList<>(path.steps());
            base.add(Integer.toString(i));
            // An id of the whole request would make the events duplicates of each other.
            String suffix = needsJson() ? "" : ":" + i;
            items.add(new EventItem(identity(reading.at(base), reading, suffix), array.get(i)));
        }
        return items;
    }

    private EventIdentity identity(Reading item, Reading whole, String suffix) throws UnreadableBody {
        String found = id(item);
        List<String> types = new ArrayList<>();
        boolean readable = needsJson() || item.request().saysJson();
        for (Source source : type) {
            if (readable || !source.isIn(Place.Kind.JSON)) {
                Optional<String> word = source.first(item);
                (word.isPresent() ? word : source.first(whole)).ifPresent(types::add);
            }
        }
        return new EventIdentity(found == null || idOfAttempt ? null : found + suffix, joined(types, typeJoin));
    }

    private @Nullable String id(Reading item) throws UnreadableBody {
        List<String> ids = new ArrayList<>();
        for (Source source : id) {
            source.first(item).ifPresent(ids::add);
            if (idJoin == null && !ids.isEmpty()) {
                break;
            }
        }
        // Half of a joined id would be the same for different events, of which the second would be lost.
        return idJoin != null && ids.size() < id.size() ? null : joined(ids, idJoin);
    }

    /** Adds the headers that say what the event is. A type's parts go where they would be read from. */
    void put(Outgoing outgoing, String eventId, @Nullable String eventType) {
        id.stream()
                .filter(source -> source.isIn(Place.Kind.HEADER))
                .forEach(source -> source.header(outgoing.reading())
                        .ifPresent(header -> outgoing.put(header, source.prefix() + eventId)));
        if (eventType == null || type.isEmpty()) {
            return;
        }
        int end = typeJoin == null ? -1 : eventType.indexOf(typeJoin);
        String part = end < 0 ? eventType : eventType.substring(0, end);
        type.get(0)
                .header(outgoing.reading())
                .ifPresent(header -> outgoing.put(header, type.get(0).prefix() + part));
    }

    private static @Nullable String joined(List<String> parts, @Nullable String separator) {
        if (parts.isEmpty()) {
            return null;
        }
        return separator == null ? parts.get(0) : String.join(separator, parts);
    }
}
