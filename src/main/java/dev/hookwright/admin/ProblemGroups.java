package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.ProblemReader.FailedRun;
import dev.hookwright.ledger.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs that failed in the same way, taken together. */
final class ProblemGroups {
    private final Map<Group, List<FailedRun>> groups = new LinkedHashMap<>();

    ProblemGroups(List<FailedRun> failed) {
        for (FailedRun run : failed) {
            Group group = new Group(run.route(), run.step(), FailureCause.of(run.error()), run.status());
            groups.computeIfAbsent(group, any -> new ArrayList<>()).add(run);
        }
    }

    private record Group(String route, @Nullable String step, String cause, RunStatus status) {
        JsonNode json(List<FailedRun> runs) {
            List<FailedRun> byEvent = runs.stream()
                    .sorted(Comparator.comparing(FailedRun::eventId))
                    .toList();
            FailedRun first = byEvent.get(0);
            FailedRun last = byEvent.get(byEvent.size() - 1);
            Instant firstSeen = runs.stream()
                    .map(FailedRun::at)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            Instant lastSeen = runs.stream()
                    .map(FailedRun::at)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            ObjectNode json = JsonNodeFactory.instance
                    .objectNode()
                    .put("route", route)
                    .put("step", step)
                    .put("cause", cause)
                    .put("status", status.word())
                    .put("count", runs.size())
                    .put("firstSeen", firstSeen.toString())
                    .put("lastSeen", lastSeen.toString())
                    .put("sampleEventId", Ids.text(Ids.EVENT, last.eventId()))
                    .put("sampleError", last.error())
                    .put("oldestEventId", Ids.text(Ids.EVENT, first.eventId()));
            json.putObject("filter")
                    .put("route", route)
                    .put("status", status.word())
                    .put("error", cause);
            return json;
        }
    }

    /** The largest first. */
    List<JsonNode> json() {
        return groups.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<Group, List<FailedRun>> entry) ->
                                entry.getValue().size())
                        .reversed())
                .map(entry -> entry.getKey().json(entry.getValue()))
                .toList();
    }
}
