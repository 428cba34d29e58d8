package dev.hookwright.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node of several. Its row in the table {@code node} counts its transactions: each raises {@code beat} first, and so
 * holds the row's lock until it ends. Another node takes over by deleting the row, in the transaction that also takes its
 * runs; so what a frozen node writes when it wakes up is either before that, or not at all.
 */
final class ClusterNode implements Membership {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterNode.class);
    /** A node whose beat stands still for so long is taken for dead by the others. */
    static final Duration DEAD_AFTER = Duration.ofSeconds(10);
    /** An idle node writes nothing but its beat, this often. */
    static final Duration BEAT = Duration.ofSeconds(2);
    /** The node itself is unsure some time before the others may be sure. */
    private static final Duration SURE = Duration.ofSeconds(7);

    private static final String RAISE = "UPDATE node SET beat = beat + 1 WHERE id = ?";
    private static final String ENTER = "INSERT INTO node (id, beat, started_at) VALUES (?, 1, ?)";

    private final LongSupplier nanoTime;
    private final NodeFile file;
    private final Optional<String> predecessor;
    private volatile String name = newName();
    private boolean known;
    private String entering = name;
    private long enteredAt;
    private volatile long confirmedAt;

    /** @param nanoTime a clock that only moves forward, in nanoseconds */
    ClusterNode(LongSupplier nanoTime, NodeFile file) {
        this.nanoTime = nanoTime;
        this.file = file;
        this.predecessor = file.read();
        this.confirmedAt = nanoTime.getAsLong() - SURE.toNanos();
    }

    @Override
    public String node() {
        return name;
    }

    @Override
    public String nodeInTransaction() {
        return entering;
    }

    @Override
    public @Nullable String nobody() {
        return null;
    }

    @Override
    public void enter(Statements statements) throws SQLException {
        enteredAt = nanoTime.getAsLong();
        entering = name;
        if (known && statements.update(RAISE, name) == 1) {
            return;
        }
        if (known) {
            entering = newName();
        }
        statements.update(ENTER, entering, System.currentTimeMillis());
    }

    @Override
    public void entered() {
        if (!known) {
            file.write(entering);
            LOG.info("this node is {} to the others", entering);
        } else if (!name.equals(entering)) {
            file.write(entering);
            LOG.warn(
                    "the others have taken this node, {}, for dead, and what it had is theirs now; it goes on as {}",
                    name,
                    entering);
        }
        name = entering;
        known = true;
        confirmedAt = enteredAt;
    }

    /** The process that had the same data folder before this one, and is certain to have ended. */
    @Override
    public Optional<String> predecessor() {
        return predecessor;
    }

    @Override
    public boolean isSure() {
        return nanoTime.getAsLong() - confirmedAt < SURE.toNanos();
    }

    private static String newName() {
        return Ids.text(Ids.NODE, Ids.next(System.currentTimeMillis()));
    }
}
