package dev.hookwright.ledger;

import java.time.Instant;

/**
 * A text of a route that was at work.
 *
 * @param version as {@link #text} spells it
 * @param lastSeen when it was last at work, to within some minutes
 */
public record RouteVersion(String route, String version, String yaml, Instant firstSeen, Instant lastSeen) {
    private static final int HEX = 16;

    /** A version as a column holds it: a number that every node finds by itself, with nothing to look up. */
    public static long number(String version) {
        return Long.parseLong(version, HEX);
    }

    /** The same as people see it: twelve digits. */
    public static String text(long number) {
        return String.format("%012x", number);
    }
}
