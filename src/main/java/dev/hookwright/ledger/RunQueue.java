package dev.hookwright.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The runs that wait in the database, handed out to those who work on them: each to one node. All of it blocks; not for
 * event loops. Throws {@link LedgerUnavailable} while the database is away.
 */
public interface RunQueue {
    /** Runs that are ready and wait for no other, live ones first, the longest due first; fewer than the limit if there are no more. */
    List<Run> takeReady(int limit);

    /** Runs that wait for a time that has come, and for no other run; fewer than the limit if there are no more. */
    List<Run> takeDue(Instant now, int limit);

    /**
     * Runs of which only one of a route and key is handed out at a time: those that are ready or due, and next.
     *
     * @param isInHand whether this node has a run in its hands: a cancelled one is not stepped over while that is so
     */
    List<Run> takeOrdered(Instant now, int limit, Predicate<UUID> isInHand);

    /**
     * The run that was to wait for the end of one, if it can go now. To be asked behind that end, or when one that was
     * cancelled is not at work any more; never blocks.
     */
    CompletableFuture<Optional<Run>> takeFollower(Run ended, Instant now, Predicate<UUID> isInHand);

    /** What this node has added to the queue, and when it is due. */
    NewlyDue newlyDue();

    /** When the first of the waiting runs that is due after a time is due; null if none is known. */
    @Nullable
    Instant nextDueAfter(Instant time);

    /**
     * Takes from processes that died what they had in work, and makes it ready. To be asked at the start and about once
     * a second.
     *
     * @return how many runs were made ready
     */
    int takeUp();

    /** The runs that stand in this node's name, where others could be at work on them instead; else none. */
    List<Run> owned();

    /**
     * Gives back runs that stand in this node's name.
     *
     * @param isInHand asked once more when all that was taken before is known to whoever took it; those are kept
     * @return how many
     */
    int giveBack(List<Run> runs, Predicate<UUID> isInHand);

    /**
     * Leaves the runs of a route to the other nodes, as this one has no such route: for half a minute none is handed out
     * here, but for those in order.
     */
    void leave(String route);

    /** Gives up everything that this node has not begun; for good, as the node ends. */
    void giveUp();

    /** Whether other nodes may add to the queue, so that it must be asked again and again. */
    boolean isShared();
}
