package dev.hookwright.routetest;

import dev.hookwright.alert.AlertRule;
import dev.hookwright.alert.Word;
import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.endpoint.ProviderRequests;
import dev.hookwright.flow.StandInAnswer;
import dev.hookwright.provider.Draft;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One test of a file.
 *
 * @param where it stands
 * @param start what the clock says when it begins
 * @param phases one after another, each with expectations of its own
 */
record RouteTest(String name, String where, Instant start, List<Phase> phases) {
    static final Instant DEFAULT_START = Instant.parse("2026-01-01T09:00:00Z");

    /** Whether the test says how time passes. Otherwise it passes until every run has ended. */
    boolean tellsTime() {
        return phases.size() > 1
                || phases.stream()
                        .flatMap(phase -> phase.actions().stream())
                        .anyMatch(action -> action instanceof Advance)
                || phases.stream().anyMatch(phase -> phase.expected().runsWait());
    }

    /**
     * A part of a test.
     *
     * @param actions in order
     * @param given what stand-ins answer
     * @param crashAfter the step after which the process dies; null if it does not
     */
    record Phase(
            List<Action> actions,
            List<Script> given,
            @Nullable String crashAfter,
            String crashWhere,
            Expected expected) {}

    /** What a test does. */
    sealed interface Action {}

    /** Time passes. */
    record Advance(Duration duration) implements Action {}

    /** The timer of a route fires. */
    record Firing(String route) implements Action {}

    /** An alert says something. */
    record Alarm(AlertRule alert, Word word) implements Action {}

    /**
     * A request comes in.
     *
     * @param headers besides the provider's own
     * @param from whom
     * @param times how often, another event each time where the payload is a sample
     */
    record Delivery(
            String where,
            Endpoint endpoint,
            Draft draft,
            Map<String, String> headers,
            String from,
            ProviderRequests.@Nullable Variant variant,
            int times)
            implements Action {}

    /** What the stand-in of a step answers, call after call. */
    record Script(String step, List<Scripted> answers) {}

    /** @param delay until it answers */
    record Scripted(StandInAnswer answer, Duration delay) {}
}
