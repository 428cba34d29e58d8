package dev.hookwright.observe;

import dev.hookwright.intake.EndpointCounts;
import dev.hookwright.intake.IntakeStatistics;
import dev.hookwright.intake.RefusalCode;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** What came in, by endpoint. Reads counters that are kept anyway. */
final class IntakeMeters {
    /** All endpoints that there are not: no endpoint can have this name. */
    private static final String UNKNOWN = "(unknown)";

    private final MeterRegistry registry;
    private final IntakeStatistics statistics;
    private final Set<String> told = new HashSet<>();

    IntakeMeters(MeterRegistry registry, IntakeStatistics statistics) {
        this.registry = registry;
        this.statistics = statistics;
        EndpointCounts unknown = statistics.unknown();
        received(UNKNOWN, unknown);
        RefusalCode.OF_NO_ENDPOINT.forEach(code -> rejected(UNKNOWN, unknown, code));
    }

    /** From now on these endpoints' figures are told, zeros too. Not for several threads at once. */
    void tellOf(Collection<String> endpoints) {
        for (String endpoint : endpoints) {
            if (told.add(endpoint)) {
                tellOf(endpoint, statistics.of(endpoint));
            }
        }
    }

    private void tellOf(String endpoint, EndpointCounts counts) {
        received(endpoint, counts);
        counter(
                "hookwright.events.accepted",
                "Events that were stored and are worked off",
                endpoint,
                counts,
                EndpointCounts::accepted);
        counter(
                "hookwright.events.duplicates",
                "Deliveries whose event was there before",
                endpoint,
                counts,
                EndpointCounts::duplicates);
        counter(
                "hookwright.handshakes",
                "Providers' tests of the endpoint that were answered",
                endpoint,
                counts,
                EndpointCounts::handshakes);
        for (RefusalCode code : RefusalCode.values()) {
            if (code != RefusalCode.NO_SUCH_ENDPOINT && code != RefusalCode.URI_TOO_LONG) {
                rejected(endpoint, counts, code);
            }
        }
    }

    private void received(String endpoint, EndpointCounts counts) {
        counter(
                "hookwright.requests.received",
                "Requests that came in, whatever became of them",
                endpoint,
                counts,
                EndpointCounts::received);
    }

    private void rejected(String endpoint, EndpointCounts counts, RefusalCode code) {
        FunctionCounter.builder("hookwright.requests.rejected", counts, of -> of.refused(code))
                .description("Requests that were refused, by the code of the answer")
                .tag("endpoint", endpoint)
                .tag("reason", code.word())
                .register(registry);
    }

    private void counter(
            String name, String help, String endpoint, EndpointCounts counts, ToDoubleFunction<EndpointCounts> count) {
        FunctionCounter.builder(name, counts, count)
                .description(help)
                .tag("endpoint", endpoint)
                .register(registry);
    }
}
