package dev.hookwright.alert;

import dev.hookwright.ledger.AlertState;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Looks whether what one alert waits for is so; remembers what it has seen. For one thread. */
interface Sign {
    /** More are not counted. */
    int MOST = 10_000;

    /** Whether it is so. Asked about once a second: cheap. */
    boolean holds(AlertState state, Instant now);

    /** What there is to say of it, right after it was found to hold. */
    Trouble trouble(AlertState state, Instant now);

    /** How it is said that it is over. */
    String over(AlertState state);

    /**
     * What there is to say.
     *
     * @param count since the last message
     * @param more whether there are more than were counted
     * @param summary a line for people
     */
    record Trouble(Instant since, long count, boolean more, String summary, List<Map<String, String>> examples) {
        static Trouble of(Instant since, long count, String summary, List<Map<String, String>> examples) {
            return new Trouble(since, count, count >= MOST, summary, examples);
        }

        /** The same, begun at another time. */
        Trouble since(Instant began) {
            return new Trouble(began, count, more, summary, examples);
        }
    }
}
