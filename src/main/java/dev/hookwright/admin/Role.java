package dev.hookwright.admin;

import java.util.Locale;

/** What a caller may do; each role may do what those before it may. */
public enum Role {
    /** Reads. */
    VIEWER,
    /** Replays, cancels, pauses, lets refused requests in. */
    OPERATOR,
    /** Everything: secrets, tokens, reload. */
    ADMIN;

    boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
