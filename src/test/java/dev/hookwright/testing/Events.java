package dev.hookwright.testing;

import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Ids;
import java.time.Instant;
import java.util.Map;

/** Events for tests of what becomes of them, to which nothing in them matters. */
public final class Events {
    private Events() {}

    /** One without a type, a key or a body. */
    public static Event plain(String endpoint, Instant receivedAt) {
        return new Event(
                Ids.next(receivedAt.toEpochMilli()),
                endpoint,
                "unsigned",
                null,
                null,
                receivedAt,
                null,
                Map.of(),
                Map.of(),
                new byte[0],
                null);
    }
}
