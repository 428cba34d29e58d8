package dev.hookwright.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private static final Pattern MARK = Pattern.compile("[/:# ]");

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
        boolean isJson = needsJson() || item.request().saysJson();
        boolean readable = isJson || item.request().looksLikeJson();
        for (Source source : type) {
            if (readable || !source.isIn(Place.Kind.JSON)) {
                Optional<String> word = first(source, item, isJson);
                (word.isPresent() ? word : first(source, whole, isJson)).ifPresent(types::add);
            }
        }
        return new EventIdentity(found == null || idOfAttempt ? null : found + suffix, joined(types, typeJoin));
    }

    /**
     * What stands there. Where the provider also sends forms, such as Slack's commands, they have nothing of its JSON;
     * a body that is JSON is read as that, whatever is said of it, so that nobody can hide an id.
     *
     * @param isJson whether the body has to be JSON; else it may be
     */
    private static Optional<String> first(Source source, Reading reading, boolean isJson) throws UnreadableBody {
        try {
            return source.first(reading);
        } catch (UnreadableBody e) {
            boolean isForm = reading.request().mediaType().equals(Draft.FORM);
            if (source.isIn(Place.Kind.JSON) && (isForm || !isJson)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private @Nullable String id(Reading item) throws UnreadableBody {
        List<String> ids = new ArrayList<>();
        for (Source source : id) {
            first(source, item, true).ifPresent(ids::add);
            if (idJoin == null && !ids.isEmpty()) {
                break;
            }
        }
        // Half of a joined id would be the same for different events, of which the second would be lost.
        return idJoin != null && ids.size() < id.size() ? null : joined(ids, idJoin);
    }

    /** Says what the event is, where a sender says it: in headers, and in a body whose ids are to be new. */
    void put(Outgoing outgoing, Draft draft) {
        for (Source header :
                idJoin == null ? headers(id).limit(1).toList() : headers(id).toList()) {
            outgoing.put(header, UUID.randomUUID().toString());
        }
        Source header = headers(type).findFirst().orElse(null);
        if (draft.type() != null && header != null) {
            outgoing.put(header, headerPart(draft.type(), header, outgoing.reading()));
        }
        if (draft.fresh()) {
            refresh(outgoing);
        }
    }

    /** A type with the mark between its words that an example's header has there. */
    String typeLike(Reading example, String named) {
        try {
            Source header = headers(type).findFirst().orElse(null);
            Optional<String> written = header == null ? Optional.empty() : header.first(example);
            return written.flatMap(text -> MARK.matcher(text).results().findFirst())
                    .map(mark -> named.replace(".", mark.group()))
                    .orElse(named);
        } catch (UnreadableBody e) {
            return named;
        }
    }

    private static Stream<Source> headers(List<Source> sources) {
        return sources.stream().filter(source -> source.isIn(Place.Kind.HEADER));
    }

    /** A joined type without what stands in the body: of {@code issues.opened}, GitHub says {@code issues} in a header. */
    private String headerPart(String whole, Source header, Reading reading) {
        if (typeJoin == null || type.indexOf(header) > 0 || type.size() == 1) {
            return whole;
        }
        List<String> rest = new ArrayList<>();
        try {
            for (Source source : type.subList(1, type.size())) {
                source.first(reading).ifPresent(rest::add);
            }
        } catch (UnreadableBody e) {
            return whole;
        }
        String end = typeJoin + String.join(typeJoin, rest);
        return rest.isEmpty() || !whole.endsWith(end) ? whole : whole.substring(0, whole.length() - end.length());
    }

    /** Makes the id in the body a new one, of each event where there are several. */
    private void refresh(Outgoing outgoing) {
        List<List<String>> bases = new ArrayList<>(List.of(List.of()));
        try {
            if (split != null) {
                JsonNode array = split.in(outgoing.reading().request().json());
                bases.clear();
                for (int i = 0; i < array.size(); i++) {
                    List<String> base = new ArrayList<>(split.steps());
                    base.add(Integer.toString(i));
                    bases.add(base);
                }
            }
            for (List<String> base : bases) {
                refresh(outgoing, base);
            }
        } catch (UnreadableBody e) {
            // What the provider sends in another form, such as Slack's commands, has its id nowhere else.
        }
    }

    /** Of a joined id, the first part that is neither the type nor a time: that is what it happened to. */
    private void refresh(Outgoing outgoing, List<String> base) throws UnreadableBody {
        Reading item = outgoing.reading().at(base);
        for (Source source : id) {
            boolean inBody = source.isIn(Place.Kind.JSON) || source.isIn(Place.Kind.FORM);
            Optional<String> old = inBody && !isType(source) ? source.first(item) : Optional.empty();
            if (old.isPresent()) {
                Place place = source.places().get(0);
                outgoing.put(place, base, source.prefix() + Fresh.like(old.get(), outgoing.at()));
                if (!Fresh.isTime(old.get())) {
                    return;
                }
            }
        }
    }

    private boolean isType(Source source) {
        return type.stream().map(Source::toString).anyMatch(source.toString()::equals);
    }

    private static @Nullable String joined(List<String> parts, @Nullable String separator) {
        if (parts.isEmpty()) {
            return null;
        }
        return separator == null ? parts.get(0) : String.join(separator, parts);
    }
}
