package dev.hookwright.alert;

import dev.hookwright.ledger.AlertSigns;
import dev.hookwright.ledger.DeadRun;
import dev.hookwright.ledger.Ids;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is told of an example, and words for many. */
final class Facts {
    private static final int LONGEST = 500;
    private static final int MOST_NAMES = 3;

    private final Map<String, String> facts = new LinkedHashMap<>();

    private Facts() {}

    static Map<String, String> of(DeadRun run) {
        return new Facts()
                .with("event", Ids.text(Ids.EVENT, run.eventId()))
                .with("endpoint", run.endpoint())
                .with("route", run.route())
                .with("step", run.step())
                .with("error", run.error())
                .with("at", run.at())
                .facts;
    }

    static Map<String, String> of(AlertSigns.Overdue run) {
        return new Facts()
                .with("event", Ids.text(Ids.EVENT, run.eventId()))
                .with("route", run.route())
                .with("dueAt", run.dueAt())
                .facts;
    }

    static Map<String, String> of(AlertSigns.RefusedRequest request) {
        return new Facts()
                .with("rejection", Ids.text(Ids.REJECTION, request.id()))
                .with("endpoint", request.endpoint())
                .with("reason", request.code())
                .with("error", request.reason())
                .with("at", request.at())
                .facts;
    }

    /** @param last when something came; null if nothing ever did */
    static Map<String, String> ofSilent(String endpoint, @Nullable Instant last) {
        return new Facts().with("endpoint", endpoint).with("lastReceivedAt", last).facts;
    }

    static Map<String, String> ofDisk(String node, String error) {
        return new Facts().with("node", node.isEmpty() ? null : node).with("error", error).facts;
    }

    private Facts with(String name, @Nullable Object value) {
        String text = value == null ? "" : value.toString();
        if (!text.isEmpty()) {
            facts.put(name, text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...");
        }
        return this;
    }

    /** The different values of a fact, the first few of them. */
    static String names(String fact, List<Map<String, String>> examples) {
        List<String> names = examples.stream()
                .map(example -> example.getOrDefault(fact, ""))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        return names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
                + (names.size() > MOST_NAMES ? " ..." : "");
    }

    /** {@code 1 run}, {@code 3 runs}, {@code 10000 runs or more}. */
    static String many(long count, String one) {
        return count + " " + one + (count == 1 ? "" : "s") + (count >= Sign.MOST ? " or more" : "");
    }
}
