package dev.hookwright.routetest;

import dev.hookwright.alert.AlertRule;
import dev.hookwright.alert.Word;
import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.endpoint.ProviderRequests;
import dev.hookwright.flow.StandInAnswer;
import dev.hookwright.provider.Draft;
import dev.hookwright.provider.SamplePayload;
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

    /** The calls of connectors that it makes itself; none in the test of a route. */
    List<ConnectorCall> connectorCalls() {
        return phases.stream()
                .flatMap(phase -> phase.actions().stream())
                .filter(ConnectorCall.class::isInstance)
                .map(ConnectorCall.class::cast)
                .toList();
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

    /**
     * A connector is called, in a route of its own.
     *
     * @param name of the route, and of the endpoint that it starts from
     */
    record ConnectorCall(
            String where, String name, String connector, Map<String, String> parameters, SamplePayload payload)
            implements Action {
        /** The request that starts the route. */
        Delivery to(Endpoint endpoint) {
            Draft draft = new Draft(endpoint.urlOf(null), payload.contentType(), payload.body(), null, false);
            return new Delivery(where, endpoint, draft, Map.of(), "127.0.0.1", null, 1);
        }
    }

    /** What the stand-in of a step answers, call after call. */
    record Script(String step, List<Scripted> answers) {}

    /** @param delay until it answers */
    record Scripted(StandInAnswer answer, Duration delay) {}
}
