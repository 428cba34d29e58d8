package dev.hookwright.connector;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token that a token endpoint gave.
 *
 * @param lifetime null if it was not told: then it is used until it is refused
 * @param refreshToken the next one, where they change with each use
 */
record AccessToken(
        String value,
        Instant fetched,
        @Nullable Duration lifetime,
        @Nullable String refreshToken) {
    private static final Duration EARLY = Duration.ofSeconds(60);

    /** Whether it holds for a call that begins now and takes a while. */
    boolean isFresh(Instant now) {
        if (lifetime == null) {
            return true;
        }
        Duration tenth = lifetime.dividedBy(10);
        return now.isBefore(fetched.plus(lifetime).minus(tenth.compareTo(EARLY) < 0 ? tenth : EARLY));
    }

    /** Nothing of it may get into a log. */
    @Override
    public String toString() {
        return "access token";
    }
}
