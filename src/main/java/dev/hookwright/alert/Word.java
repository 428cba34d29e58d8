package dev.hookwright.alert;

import dev.hookwright.ledger.AlertState;
import java.time.Instant;
import java.util.Locale;

/** What an alert has to say now. */
public enum Word {
    NOTHING,
    /** It has begun. */
    FIRING,
    /** It lasts. */
    STILL,
    /** It is over. */
    RESOLVED;

    /**
     * Decides by what is known.
     *
     * @param holds whether what the alert waits for is so
     * @param held when it was so last
     */
    static Word of(AlertRule rule, AlertState state, boolean holds, Instant held, Instant now) {
        if (!state.isFiring()) {
            return holds ? FIRING : NOTHING;
        }
        if (holds) {
            Instant sent = state.sentAt();
            return sent == null || !now.isBefore(sent.plus(rule.every())) ? STILL : NOTHING;
        }
        return now.isBefore(held.plus(rule.calm())) ? NOTHING : RESOLVED;
    }

    /** As it stands in a message. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
