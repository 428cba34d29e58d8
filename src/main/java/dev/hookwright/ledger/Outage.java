package dev.hookwright.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A time in which the shared database cannot be reached, or takes no writes: until one is done. */
final class Outage {
    private static final Duration RETRY = Duration.ofMillis(250);
    /** What can be refused waits this long for the database to come back: most connections are lost for a moment only. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /** SQL states, and beginnings of them. */
    private static final String READ_ONLY = "25006";

    private static final String NO_RESOURCES = "53";
    private static final String SYSTEM_ERROR = "58";

    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    private final String database;
    private volatile boolean on;
    private volatile long beganAt;
    private volatile String name;
    private boolean tried;

    Outage(String database) {
        this.database = database;
        this.name = database + " cannot be reached";
    }

    /**
     * Whether the server is there, but nothing can be written to it: it is read-only, as a standby is, its disk is full, or
     * it is out of something else that it needs. That takes no notice of what is to be written.
     */
    static boolean isOf(SQLException cause) {
        String state = String.valueOf(cause.getSQLState());
        return state.equals(READ_ONLY) || state.startsWith(NO_RESOURCES) || state.startsWith(SYSTEM_ERROR);
    }

    /**
     * Begins, or goes on.
     *
     * @param silence for how long it had not answered by then
     */
    void begin(SQLException cause, Duration silence) {
        if (on) {
            return;
        }
        name = database + (isOf(cause) ? " takes no writes" : " cannot be reached");
        tried = false;
        beganAt = System.nanoTime() - silence.toNanos();
        on = true;
        LOG.error(
                "{} ({}): events are soon refused with 503 and runs pause until it is back",
                name,
                String.valueOf(cause.getMessage()).lines().findFirst().orElse(""));
    }

    /** Something was written. */
    void end() {
        if (on) {
            on = false;
            LOG.info("{} is back after {} ms: going on", database, (System.nanoTime() - beganAt) / 1_000_000);
        }
    }

    /** Waits until it is time for another try; for the first one it is at once. */
    void awaitTry() throws InterruptedException {
        if (tried) {
            TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
        }
        tried = true;
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
        return new LedgerUnavailable(name);
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
