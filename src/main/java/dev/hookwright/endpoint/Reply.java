package dev.hookwright.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An answer that waits for the event's run and carries what its route says.
 *
 * @param timeout how long it waits at most
 * @param where it is asked for, for messages
 */
public record Reply(Duration timeout, String where) {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);
    /** A connection on which nothing moves for longer is closed. */
    static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(50);

    /**
     * Why an endpoint cannot answer with the result of a run; nothing if it can.
     *
     * @param startingHere the routes that start from it
     */
    public static Optional<String> hindrance(Endpoint endpoint, List<String> startingHere) {
        if (startingHere.isEmpty()) {
            return Optional.of("no route starts from /hooks/" + endpoint.name() + ", so that there is no result");
        }
        for (String one : startingHere) {
            for (String other : startingHere) {
                if (one.compareTo(other) < 0 && endpoint.settingsOf(one).mayMeet(endpoint.settingsOf(other))) {
                    return Optional.of("the routes \"" + one + "\" and \"" + other
                            + "\" may run for the same event, and only one can answer");
                }
            }
        }
        return Optional.empty();
    }
}
