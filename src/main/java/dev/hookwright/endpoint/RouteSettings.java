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
 */
public record RouteSettings(List<String> types, RetrySchedule retry, int maxInFlight) {
    public static final int DEFAULT_MAX_IN_FLIGHT = 64;
    public static final RouteSettings DEFAULT =
            new RouteSettings(List.of(), RetrySchedule.DEFAULT, DEFAULT_MAX_IN_FLIGHT);

    /** Whether the route runs for events of a type. */
    public boolean takes(@Nullable String type) {
        return types.isEmpty() || types.stream().anyMatch(glob -> matches(glob, type == null ? "" : type));
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
