package dev.hookwright.admin;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a caller may do; each role may do what those before it may. */
public enum Role {
    /** Nobody has shown who calls. */
    ANYONE,
    /** Reads. */
    VIEWER,
    /** Replays, cancels, pauses, lets refused requests in. */
    OPERATOR,
    /** Everything: secrets, tokens, reload. */
    ADMIN;

    boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /** One that a token can have; empty if there is none of that name. */
    static Optional<Role> ofWord(String word) {
        return Arrays.stream(values())
                .filter(role -> role != ANYONE && role.word().equals(word))
                .findFirst();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
