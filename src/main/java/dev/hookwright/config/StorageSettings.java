package dev.hookwright.config;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much the ledger may grow, and how long it keeps what. An event is only deleted when all its runs have ended.
 *
 * @param minFree bytes that must be free on the data folder's disk for events to be accepted
 * @param maxStored bytes that the ledger may take up before events are refused; null for no bound
 * @param events how long an event, its runs and their attempts are kept; nothing for ever
 * @param payloads how long the event's body is kept
 * @param rejections how long refused requests are kept
 * @param claims how long a delivery is known when it comes again
 * @param maxEvents how many events of one endpoint are kept; null for all
 * @param maxRejections how many rejections are kept; null for all
 * @param maxRejectionBytes how many bytes of rejections are kept, the newest; null for no bound
 */
public record StorageSettings(
        long minFree,
        @Nullable Long maxStored,
        Optional<Duration> events,
        Optional<Duration> payloads,
        Optional<Duration> rejections,
        Optional<Duration> claims,
        @Nullable Long maxEvents,
        @Nullable Long maxRejections,
        @Nullable Long maxRejectionBytes) {
    static final String MIN_FREE = "hookwright.storage.min-free";
    static final String MAX_STORED = "hookwright.storage.max";
    static final String EVENTS = "hookwright.retention.events";
    static final String PAYLOADS = "hookwright.retention.payloads";
    static final String REJECTIONS = "hookwright.retention.rejections";
    static final String CLAIMS = "hookwright.retention.claims";
    static final String MAX_EVENTS = "hookwright.retention.max-events";
    static final String MAX_REJECTIONS = "hookwright.retention.max-rejections";

    static final String MAX_REJECTION_BYTES = "hookwright.retention.max-rejection-bytes";

    private static final long DEFAULT_MIN_FREE = 256L << 20;
    private static final long DEFAULT_MAX_REJECTION_BYTES = 128L << 20;

    static StorageSettings read(SettingReader settings) {
        Long minFree = settings.bytesOrNone(MIN_FREE, DEFAULT_MIN_FREE);
        Optional<Duration> events = settings.durationOrNone(EVENTS, Optional.of(Duration.ofDays(30)));
        Optional<Duration> payloads = settings.durationOrNone(PAYLOADS, events);
        Optional<Duration> claims = settings.durationOrNone(CLAIMS, events.map(kept -> kept.multipliedBy(2)));
        if (claims.isPresent() && (payloads.isEmpty() || claims.get().compareTo(payloads.get()) < 0)) {
            settings.refuse(
                    CLAIMS,
                    "is shorter than the payloads are kept, so that a delivery would be accepted twice",
                    "make it as long as " + PAYLOADS + " at least");
        }
        return new StorageSettings(
                minFree == null ? 0 : minFree,
                settings.bytesOrNone(MAX_STORED, null),
                events,
                payloads,
                settings.durationOrNone(REJECTIONS, Optional.of(Duration.ofDays(14))),
                claims,
                settings.countOrNone(MAX_EVENTS, null),
                settings.countOrNone(MAX_REJECTIONS, 100_000L),
                settings.bytesOrNone(MAX_REJECTION_BYTES, DEFAULT_MAX_REJECTION_BYTES));
    }
}
