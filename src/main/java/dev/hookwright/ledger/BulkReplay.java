package dev.hookwright.ledger;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A replay of all events that a filter takes, oldest first.
 *
 * @param filter in the words of the API, its times fixed
 * @param failedOnly whether only what failed goes on, rather than all from the start
 * @param route the only one to replay through; null for those that the filter or the workspace says
 * @param rate events a second
 * @param matched how many events the filter took when it was asked for, as far as is known
 * @param matchedAll false if there may be more: to count them all took too long, and not all are dealt with
 * @param reached all events up to this one were dealt with
 * @param started runs that it began
 * @param skipped events that there was nothing to begin for, or whose payload is deleted
 * @param succeeded of the runs that it began
 * @param failed of the runs that it began
 * @param failures the first events of which a run failed, each with the error
 */
public record BulkReplay(
        UUID id,
        Status status,
        Map<String, String> filter,
        boolean failedOnly,
        @Nullable String route,
        int rate,
        long matched,
        boolean matchedAll,
        UUID reached,
        long started,
        long skipped,
        long succeeded,
        long failed,
        Map<String, String> failures,
        Instant createdAt,
        @Nullable Instant endedAt) {
    /** How far it is with beginning runs. */
    public enum Status {
        RUNNING,
        DONE,
        CANCELLED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One that is to begin. */
    public static BulkReplay begin(
            Map<String, String> filter,
            boolean failedOnly,
            @Nullable String route,
            int rate,
            long matched,
            boolean matchedAll,
            Instant now) {
        return new BulkReplay(
                Ids.next(now.toEpochMilli()),
                Status.RUNNING,
                filter,
                failedOnly,
                route,
                rate,
                matched,
                matchedAll,
                new UUID(0, 0),
                0,
                0,
                0,
                0,
                Map.of(),
                now,
                null);
    }
}
