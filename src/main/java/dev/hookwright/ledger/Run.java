package dev.hookwright.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event going through one route.
 *
 * @param replay whether it was made or made ready again by hand: such runs go behind the live ones
 * @param attempt how many times it was driven by now
 * @param failures how many of these failed since it was last made ready by hand
 * @param dueAt when it may go next, while it is ready or waiting
 * @param error why the last attempt that failed did
 */
public record Run(
        UUID id,
        UUID eventId,
        String route,
        RunStatus status,
        boolean replay,
        int attempt,
        int failures,
        Instant dueAt,
        @Nullable String error,
        Instant createdAt,
        @Nullable Instant endedAt) {

    /** A run that is new. */
    public static Run ready(UUID id, UUID eventId, String route, boolean replay, Instant now) {
        return new Run(id, eventId, route, RunStatus.READY, replay, 0, 0, now, null, now, null);
    }

    /** The same run, being driven once more. */
    public Run started() {
        return with(RunStatus.RUNNING, attempt + 1, failures, dueAt, error, null);
    }

    public Run succeeded(Instant now) {
        return with(RunStatus.SUCCEEDED, attempt, failures, dueAt, null, now);
    }

    /** The same run after an attempt failed that another will follow. */
    public Run failedUntil(Instant nextAttempt, String why) {
        return with(RunStatus.WAITING, attempt, failures + 1, nextAttempt, why, null);
    }

    /** The same run after it failed for good. */
    public Run dead(String why, Instant now) {
        return with(RunStatus.DEAD, attempt, failures + 1, dueAt, why, now);
    }

    /** The same run, made ready again by hand: the steps that are done stay done. */
    public Run madeReadyAgain(Instant now) {
        return new Run(id, eventId, route, RunStatus.READY, true, attempt, 0, now, error, createdAt, null);
    }

    private Run with(
            RunStatus newStatus,
            int newAttempt,
            int newFailures,
            Instant newDueAt,
            @Nullable String newError,
            @Nullable Instant newEndedAt) {
        return new Run(
                id,
                eventId,
                route,
                newStatus,
                replay,
                newAttempt,
                newFailures,
                newDueAt,
                newError,
                createdAt,
                newEndedAt);
    }
}
