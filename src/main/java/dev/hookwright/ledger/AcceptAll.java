package dev.hookwright.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Stores the events of one request, all or none; each with its own dedup claim. */
final class AcceptAll extends Change<List<Accepted>> {
    private final List<AcceptEvent> events;
    private final @Nullable Nonce nonce;

    AcceptAll(List<AcceptEvent> events, @Nullable Nonce nonce) {
        this.events = events;
        this.nonce = nonce;
    }

    @Override
    List<Accepted> apply(Statements statements) throws SQLException {
        if (nonce != null && !nonce.claim(statements)) {
            return known(statements);
        }
        List<Accepted> accepted = new ArrayList<>();
        for (AcceptEvent event : events) {
            accepted.add(event.apply(statements));
        }
        return accepted;
    }

    @Override
    void announce(Consumer<News> listener) {
        announce(result(), listener);
    }

    /** @param accepted what each came to; none at all if the request was refused */
    void announce(List<Accepted> accepted, Consumer<News> listener) {
        for (int i = 0; i < accepted.size(); i++) {
            events.get(i).announce(accepted.get(i), listener);
        }
    }

    /**
     * The events as they were stored before; none if any of them is new. A sender that did not hear our answer sends the
     * very same request again, nonce and all: it is told of the duplicate, where only a replay has something new to say.
     */
    private List<Accepted> known(Statements statements) throws SQLException {
        List<UUID> firsts = new ArrayList<>();
        for (AcceptEvent event : events) {
            UUID first = event.known(statements);
            if (first == null) {
                return List.of();
            }
            firsts.add(first);
        }
        List<Accepted> known = new ArrayList<>();
        for (int i = 0; i < firsts.size(); i++) {
            known.add(events.get(i).duplicateOf(firsts.get(i), statements));
        }
        return known;
    }
}
