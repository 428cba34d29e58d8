package dev.hookwright.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A time in which the shared database cannot be reached. */
final class Outage {
    static final Duration RETRY = Duration.ofMillis(250);
    /** What can be refused waits this long for the database to come back: most connections are lost for a moment only. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    private final String database;
    private volatile boolean on;
    private volatile long beganAt;

    Outage(String database) {
        this.database = database;
    }

    /** @param silence for how long it had not answered by then */
    void begin(SQLException cause, Duration silence) {
        beganAt = System.nanoTime() - silence.toNanos();
        on = true;
        LOG.error(
                "{} cannot be reached ({}): events are soon refused with 503 and runs pause until it is back",
                database,
                String.valueOf(cause.getMessage()).lines().findFirst().orElse(""));
    }

    void end() {
        on = false;
        LOG.info("{} is back after {} ms: going on", database, (System.nanoTime() - beganAt) / 1_000_000);
    }

    boolean isOn() {
        return on;
    }

    /** Whether it has taken so long that senders had better be told. */
    boolean isLong() {
        return on && isLong(Duration.ofNanos(System.nanoTime() - beganAt));
    }

    /** Whether senders had better be told of a database that has not answered for so long. */
    static boolean isLong(Duration silence) {
        return silence.compareTo(PATIENCE) > 0;
    }

    LedgerUnavailable refusal() {
        return new LedgerUnavailable(database + " cannot be reached");
    }

    /** Fails what can be refused, and takes it out. */
    void refuse(Collection<Change<?>> waiting) {
        waiting.removeIf(change -> {
            if (change.waitsForDatabase()) {
                return false;
            }
            change.fail(refusal());
            return true;
        });
    }
}
