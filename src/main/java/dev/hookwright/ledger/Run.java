package dev.hookwright.ledger;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event going through one route.
 *
 * @param replay whether it was made or made ready again by hand: such runs go behind the live ones
 * @param attempt how many times it was driven by now
 * @param failures how many of these failed since it was last made ready by hand
 * @param starts how many times it was begun with no end recorded: its process died meanwhile
 * @param dueAt when it may go next, while it is ready or waiting
 * @param error why the last attempt that failed did
 * @param owner the node that works on it, or has it in its queue; null if it is anyone's
 * @param orderKey what its route's runs are ordered by: of those with the same value one goes after another; null for
 *     one that waits for no other
 * @param version of its route when it was last driven, as {@link RouteVersion#text} spells it; null before that
 */
public record Run(
        UUID id,
        UUID eventId,
        String route,
        RunStatus status,
        boolean replay,
        int attempt,
        int failures,
        int starts,
        Instant dueAt,
        @Nullable String error,
        Instant createdAt,
        @Nullable Instant endedAt,
        @Nullable String owner,
        @Nullable String orderKey,
        @Nullable Long version) {

    /** A run that is new. */
    public static Run ready(UUID id, UUID eventId, String route, boolean replay, Instant now) {
        return new Run(id, eventId, route, RunStatus.READY, replay, 0, 0, 0, now, null, now, null, null, null, null);
    }

    /** The same run, in the hands of a node; of null, in nobody's. */
    public Run ownedBy(@Nullable String node) {
        return in(replay, node, orderKey);
    }

    /** The same run, one after another with those of its route that have the same key. */
    public Run orderedBy(@Nullable String key) {
        return in(replay, owner, key);
    }

    /** The same run, driven through a version of its route. */
    public Run through(long routeVersion) {
        return new Run(
                id,
                eventId,
                route,
                status,
                replay,
                attempt,
                failures,
                starts,
                dueAt,
                error,
                createdAt,
                endedAt,
                owner,
                orderKey,
                routeVersion);
    }

    /** The same run, to go behind the live ones. */
    Run asReplay() {
        return in(true, owner, orderKey);
    }

    private Run in(boolean behind, @Nullable String node, @Nullable String key) {
        return new Run(
                id, eventId, route, status, behind, attempt, failures, starts, dueAt, error, createdAt, endedAt, node,
                key, version);
    }

    /** Whether the same node has both in its hands. */
    boolean isOwnedAs(Run other) {
        return Objects.equals(owner, other.owner);
    }

    /** The same run, being driven once more. */
    public Run started() {
        return with(RunStatus.RUNNING, attempt + 1, failures, starts + 1, dueAt, error, null);
    }

    public Run succeeded(Instant now) {
        return with(RunStatus.SUCCEEDED, attempt, failures, 0, dueAt, null, now);
    }

    /** The same run after an attempt failed that another will follow. */
    public Run failedUntil(Instant nextAttempt, String why) {
        return with(RunStatus.WAITING, attempt, failures + 1, 0, nextAttempt, why, null);
    }

    /** The same run, not to be begun before a time. */
    public Run waitingUntil(Instant time) {
        return with(RunStatus.WAITING, attempt, failures, 0, time, error, null);
    }

    /** The same run put off, without that it failed. */
    public Run postponedUntil(Instant nextAttempt, String why) {
        return with(RunStatus.WAITING, attempt, failures, 0, nextAttempt, why, null);
    }

    /** The same run, left where it is for whoever takes it up next. */
    public Run handedBack() {
        return with(RunStatus.READY, attempt, failures, 0, dueAt, error, null);
    }

    /** The same run after it had ended, made ready by hand. */
    Run readyAgain(Instant now) {
        return new Run(
                id,
                eventId,
                route,
                RunStatus.READY,
                true,
                attempt,
                0,
                0,
                now,
                error,
                createdAt,
                null,
                null,
                orderKey,
                version);
    }

    /** The same run, which waits no longer. */
    Run dueNow(Instant now) {
        return with(RunStatus.WAITING, attempt, failures, starts, now, error, null);
    }

    /** Whether it has failed and can go on, at once: what is done stays done. */
    public boolean canGoOn() {
        return status == RunStatus.DEAD
                || status == RunStatus.CANCELLED
                || (status == RunStatus.WAITING && error != null);
    }

    /** The same run after it was ended by hand. */
    Run cancelled(Instant now) {
        return with(RunStatus.CANCELLED, attempt, failures, 0, dueAt, error, now);
    }

    /** The same run after it failed for good. */
    public Run dead(String why, Instant now) {
        return with(RunStatus.DEAD, attempt, failures + 1, 0, dueAt, why, now);
    }

    private Run with(
            RunStatus newStatus,
            int newAttempt,
            int newFailures,
            int newStarts,
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
                newStarts,
                newDueAt,
                newError,
                createdAt,
                newEndedAt,
                owner,
                orderKey,
                version);
    }
}
