package dev.hookwright.ledger;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of a ledger, whatever database it stands on. */
abstract class LedgerTests {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    static final InstantSource CLOCK = () -> NOW;

    @TempDir
    Path folder;

    Ledger ledger;

    /** Opens the ledger, which may have been open before. */
    abstract Ledger open();

    @BeforeEach
    void prepare() {
        ledger = open();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    static Event event(@Nullable String key, byte[] body) {
        return new Event(
                Ids.next(NOW.toEpochMilli()),
                "shop",
                "unsigned",
                "a.b",
                key,
                NOW,
                "127.0.0.1",
                Map.of("content-type", "text/plain"),
                Map.of("q", "ä\""),
                body,
                null);
    }

    static Rejection rejection(byte[] body) {
        return new Rejection(
                Ids.next(NOW.toEpochMilli()),
                "shop",
                NOW,
                401,
                "not-verified",
                "why",
                "POST",
                "127.0.0.1",
                Map.of(),
                Map.of(),
                "a=b",
                body,
                body.length,
                null);
    }

    long counted(EventFilter filter) {
        EventCount count = ledger.events().counting(filter);
        while (!count.isDone()) {
            count.goOn();
        }
        return count.events();
    }

    /** A run that this node has in its hands. */
    Run begun(String route) {
        return ledger.accept(event(null, new byte[0]), List.of(route), true)
                .join()
                .runs()
                .get(0);
    }

    /** All that a filter takes, page after page: a search on a busy machine ends early. */
    final List<EventSummary> all(EventFilter filter) {
        List<EventSummary> events = new ArrayList<>();
        UUID next = null;
        do {
            EventPage page = ledger.events().list(filter, next, 1_000);
            events.addAll(page.events());
            next = page.next();
        } while (next != null);
        return events;
    }
}
