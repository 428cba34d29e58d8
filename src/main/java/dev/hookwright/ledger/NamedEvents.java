package dev.hookwright.ledger;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The events that a search names outright: by their id, a run's id, or the whole dedup key. */
final class NamedEvents {
    private final LedgerStore store;

    NamedEvents(LedgerStore store) {
        this.store = store;
    }

    /** Whether the text is an id, so that nothing else can be meant. */
    static boolean isId(@Nullable String text) {
        return text != null
                && (Ids.parse(Ids.EVENT, text).isPresent()
                        || Ids.parse(Ids.RUN, text).isPresent());
    }

    /** Those that the rest of the filter takes as well. */
    Set<UUID> of(EventFilter filter) {
        String text = filter.text();
        if (text == null) {
            return Set.of();
        }
        return new TreeSet<>(
                new EventMatch(store, filter.withoutText()).of(stored(candidates(filter.endpoint(), text))));
    }

    private List<UUID> candidates(@Nullable String endpoint, String text) {
        Optional<UUID> event = Ids.parse(Ids.EVENT, text)
                .or(() -> Ids.parse(Ids.RUN, text)
                        .flatMap(run -> new RunReader(store).find(run))
                        .map(Run::eventId));
        if (event.isPresent()) {
            return List.of(event.get());
        }
        return (endpoint == null ? new EventKinds(store).endpoints() : List.of(endpoint))
                .stream()
                        .flatMap(each -> store.claims().holder(store, AcceptEvent.scope(each), text).stream())
                        .map(ClaimTable.Holder::eventId)
                        .toList();
    }

    private List<UUID> stored(List<UUID> ids) {
        return ids.isEmpty()
                ? ids
                : store.list(
                        "SELECT id FROM event WHERE id IN (" + EventMatch.places(ids.size()) + ")",
                        row -> row.getObject(1, UUID.class),
                        ids.toArray());
    }
}
