package dev.hookwright.endpoint;

import dev.hookwright.retry.RetrySchedule;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@code endpoints.yaml} says of a route.
 *
 * @param types globs of the event types that it runs for, {@code *} for any run of characters; none at all takes every
 *     event
 * @param maxInFlight how many of its runs may be at work at once on a node, from 1
 * @param orderBy by what its runs are put in order; null for no order
 */
public record RouteSettings(
        List<String> types,
        RetrySchedule retry,
        int maxInFlight,
        @Nullable OrderKey orderBy) {
    public static final int DEFAULT_MAX_IN_FLIGHT = 64;
    public static final RouteSettings DEFAULT =
            new RouteSettings(List.of(), RetrySchedule.DEFAULT, DEFAULT_MAX_IN_FLIGHT, null);

    /** Whether the route runs for events of a type. */
    public boolean takes(@Nullable String type) {
        return types.isEmpty() || types.stream().anyMatch(glob -> matches(glob, type == null ? "" : type));
    }

    /** Whether there may be an event that both routes run for. */
    boolean mayMeet(RouteSettings other) {
        return types.isEmpty()
                || other.types.isEmpty()
                || types.stream().anyMatch(glob -> other.types.stream().anyMatch(one -> mayMeet(glob, one)));
    }

    /** Whether there is a text that fits both globs. */
    private static boolean mayMeet(String one, String other) {
        if (one.isEmpty() || other.isEmpty()) {
            return (one + other).replace("*", "").isEmpty();
        }
        if (one.charAt(0) == '*') {
            return mayMeet(one.substring(1), other) || mayMeet(one, other.substring(1));
        }
        if (other.charAt(0) == '*') {
            return mayMeet(other, one);
        }
        return one.charAt(0) == other.charAt(0) && mayMeet(one.substring(1), other.substring(1));
    }

    private static boolean matches(String glob, String type) {
        if (!glob.contains("*")) {
            return glob.equals(type);
        }
        String regex =
                List.of(glob.split("\\*", -1)).stream().map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.matches(regex, type);
    }
}
