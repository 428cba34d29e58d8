package dev.hookwright.ledger;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A write that waits for its batch. It is applied inside the batch's transaction, in the order of arrival; its future
 * completes when the batch is on disk, or fails with {@link LedgerUnavailable} if nothing of it was kept.
 */
abstract class Change<R extends @Nullable Object> {
    private final CompletableFuture<R> done = new CompletableFuture<>();
    private @Nullable R result;
    private boolean patient;

    /**
     * Does the writing. May be called again: after a rollback, and when a connection was lost while it committed, so that
     * all of it may be there already.
     */
    abstract R apply(Statements statements) throws SQLException;

    /** Says what it has done, after it is on disk; nothing if nobody cares. Must not block. */
    void announce(Consumer<News> listener) {}

    /** What it gave. Only after it is on disk. */
    @SuppressWarnings("NullAway") // null only where R may be
    final R result() {
        return result;
    }

    final CompletableFuture<R> done() {
        return done;
    }

    /**
     * Waits for what a change comes to.
     *
     * @throws LedgerUnavailable if nothing of it was kept
     */
    static <R> R await(CompletableFuture<R> done) {
        try {
            return done.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LedgerUnavailable away ? away : e;
        }
    }

    /** Whether it is kept while the database is away, rather than refused. */
    final boolean waitsForDatabase() {
        return patient;
    }

    final void waitForDatabase() {
        patient = true;
    }

    final void applyTo(Statements statements) throws SQLException {
        try {
            result = apply(statements);
        } catch (RuntimeException e) {
            // A value that nobody thought of must not end the one thread that writes.
            throw new SQLException("a change cannot be made", e.getClass().getSimpleName(), e);
        }
    }

    @SuppressWarnings("NullAway") // the result is null only where R may be
    final void complete() {
        done.complete(result);
    }

    final void fail(LedgerUnavailable why) {
        done.completeExceptionally(why);
    }

    /** A change that is nothing but one statement; its result is the number of rows. */
    static Change<Integer> of(String sql, @Nullable Object... parameters) {
        return new Change<>() {
            @Override
            Integer apply(Statements statements) throws SQLException {
                return statements.update(sql, parameters);
            }
        };
    }
}
