package dev.hookwright.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Stores the events of one request, all or none; each with its own dedup claim. */
final class AcceptAll extends Change<List<Accepted>> {
    private final List<AcceptEvent> events;

    AcceptAll(List<AcceptEvent> events) {
        this.events = events;
    }

    @Override
    List<Accepted> apply(Statements statements) throws SQLException {
        List<Accepted> accepted = new ArrayList<>();
        for (AcceptEvent event : events) {
            accepted.add(event.apply(statements));
        }
        return accepted;
    }
}
