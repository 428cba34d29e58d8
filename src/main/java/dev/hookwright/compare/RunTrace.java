package dev.hookwright.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run did.
 *
 * @param error why it failed, if it did
 * @param calls in the order in which they were first tried
 */
public record RunTrace(
        String id, String route, String status, @Nullable String error, boolean replay, List<CallTrace> calls) {
    private static final Set<String> ENDED = Set.of("succeeded", "dead");

    /** Whether all is known that it does. */
    boolean hasEnded() {
        return ENDED.contains(status);
    }

    /** The runs of an event, as the admin API tells of it. */
    public static List<RunTrace> ofEvent(JsonNode event) {
        List<RunTrace> runs = new ArrayList<>();
        for (JsonNode run : event.path("runs")) {
            List<CallTrace> calls = new ArrayList<>();
            run.path("steps").forEach(step -> calls.add(call(step)));
            runs.add(new RunTrace(
                    run.path("id").asText(),
                    run.path("route").asText(),
                    run.path("status").asText(),
                    run.hasNonNull("error") ? run.path("error").asText() : null,
                    run.path("replay").asBoolean(),
                    calls));
        }
        return runs;
    }

    private static CallTrace call(JsonNode step) {
        JsonNode request = NullNode.getInstance();
        for (JsonNode attempt : step.path("attempts")) {
            request = attempt.hasNonNull("request") ? attempt.path("request") : request;
        }
        Instant at = Instant.parse(step.path("attempts").path(0).path("at").asText());
        return new CallTrace(step.path("id").asText(), at, request);
    }
}
