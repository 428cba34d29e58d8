package dev.hookwright.ledger;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Stores what was refused as events after all, once: all of it in one transaction. Empty if it was let in before. */
final class AcceptRejection extends Change<Optional<List<Accepted>>> {
    private static final String MARK = "UPDATE rejection SET event_id = ? WHERE id = ? AND event_id IS NULL";
    private static final String MARKED = "SELECT event_id FROM rejection WHERE id = ?";

    private final UUID rejection;
    private final UUID firstEvent;
    private final AcceptAll events;

    /** @param firstEvent the first of the events, by which it is known that they were stored */
    AcceptRejection(UUID rejection, UUID firstEvent, AcceptAll events) {
        this.rejection = rejection;
        this.firstEvent = firstEvent;
        this.events = events;
    }

    @Override
    void announce(Consumer<News> listener) {
        result().ifPresent(accepted -> events.announce(accepted, listener));
    }

    @Override
    Optional<List<Accepted>> apply(Statements statements) throws SQLException {
        boolean mine = statements.update(MARK, firstEvent, rejection) == 1
                || firstEvent.equals(statements.queryUuid(MARKED, rejection));
        return mine ? Optional.of(events.apply(statements)) : Optional.empty();
    }
}
