package dev.hookwright.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which events to list or to replay; a part that is null takes all.
 *
 * @param type an event type, {@code *} stands for any run of characters
 * @param status of the event's last run of at least one route: an event that was replayed is not found by what became of
 *     it before
 * @param route that at least one of the event's runs went through; with a status, that this route's last run has
 * @param text an event's or a run's id, or part of a dedup key or of the payload's text
 * @param since earliest time of acceptance
 * @param until latest time of acceptance, not included
 * @param error of that run, {@code *} stands for any run of characters
 */
public record EventFilter(
        @Nullable String endpoint,
        @Nullable String type,
        @Nullable RunStatus status,
        @Nullable String route,
        @Nullable String text,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable String error) {
    public static final EventFilter ALL = new EventFilter(null, null, null, null, null, null, null);

    public EventFilter(
            @Nullable String endpoint,
            @Nullable String type,
            @Nullable RunStatus status,
            @Nullable String route,
            @Nullable String text,
            @Nullable Instant since,
            @Nullable Instant until) {
        this(endpoint, type, status, route, text, since, until, null);
    }

    /** The same at any time. */
    public EventFilter anytime() {
        return new EventFilter(endpoint, type, status, route, text, null, null, error);
    }

    /** The same whatever the text. */
    EventFilter withoutText() {
        return new EventFilter(endpoint, type, status, route, null, since, until, error);
    }

    /** The same within a span of time. */
    EventFilter within(Instant from, Instant to) {
        return new EventFilter(endpoint, type, status, route, text, from, to, error);
    }

    /** Whether a run is one that the filter is about; which it is if the filter is not about runs at all. */
    public boolean takes(Run run) {
        return (status == null || status == run.status())
                && (route == null || route.equals(run.route()))
                && (error == null || TypeGlob.matches(error, String.valueOf(run.error())));
    }

    public boolean isAboutRuns() {
        return status != null || route != null || error != null;
    }

    boolean isAboutKinds() {
        return endpoint != null || type != null;
    }
}
