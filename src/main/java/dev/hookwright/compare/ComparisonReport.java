package dev.hookwright.compare;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.compare.Comparison.Group;
import dev.hookwright.compare.Comparison.OfRoute;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells what would be done otherwise.
 *
 * @param withoutPayload how many events were left out, as retention has deleted their payloads
 * @param madeUp the names of the settings whose values were made up
 */
public record ComparisonReport(Comparison comparison, int withoutPayload, Set<String> madeUp) {
    /** For people. */
    public void print(PrintStream out) {
        comparison.routes().forEach((name, route) -> {
            int all = route.events.size();
            out.println(
                    route.groups.isEmpty()
                            ? name + ": the same for " + events(all)
                            : name + ": otherwise for " + route.different.size() + " of " + events(all));
            for (Group group : sorted(route)) {
                out.println("  " + said(group.difference));
                out.println("      " + events(group.events.size()) + ": " + String.join(" ", group.samples())
                        + (group.events.size() > group.samples().size() ? " ..." : ""));
            }
        });
        out.println((comparison.hasDifferences()
                        ? comparison.different() + " of " + events(comparison.events()) + " would be treated otherwise"
                        : "nothing would be sent otherwise for " + events(comparison.events()))
                + ".");
        notes().forEach(note -> out.println("  " + note));
    }

    private static List<Group> sorted(OfRoute route) {
        return route.groups.stream()
                .sorted(Comparator.comparing((Group group) -> group.difference, Difference.ORDER))
                .toList();
    }

    private static String events(int count) {
        return count(count, "event");
    }

    private static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static String said(Difference difference) {
        String before = difference.before();
        String now = difference.now();
        return switch (difference.kind()) {
            case ROUTE -> "there was " + before + ", there would be " + now;
            case OUTCOME -> "the run was " + before + ", and would be " + now;
            case REMOVED -> difference.step() + " was called, and would not be";
            case ADDED -> difference.step() + " was not called, and would be";
            case ORDER -> difference.step() + " was called " + before + ", and would be " + now;
            case CHANGED ->
                difference.step() + ": " + difference.place() + "  " + (before.isEmpty() ? "nothing" : before) + " -> "
                        + (now.isEmpty() ? "nothing" : now);
        };
    }

    /** What was not compared, and why. */
    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (comparison.openRuns() > 0) {
            notes.add(count(comparison.openRuns(), "run") + " left out: not ended, or cancelled.");
        }
        if (comparison.seenBefore() > 0) {
            notes.add(
                    count(comparison.seenBefore(), "run")
                            + " left out that called nothing: an idempotentConsumer had seen the like, perhaps in an older event.");
        }
        if (withoutPayload > 0) {
            notes.add("Of " + events(withoutPayload) + " the payload was deleted by retention.");
        }
        if (comparison.unrecorded() > 0) {
            notes.add(
                    "Of " + count(comparison.unrecorded(), "call")
                            + " it is not recorded what they were sent (hookwright.record-requests): these are only compared by that they were made.");
        }
        if (comparison.passing() > 0) {
            notes.add(count(comparison.passing(), "value")
                    + " taken for the same: times of the call, and ids made at random.");
        }
        if (!madeUp.isEmpty()) {
            notes.add("These settings have no value here, and what they stand in was not compared: "
                    + String.join(", ", new TreeSet<>(madeUp)) + ".");
        }
        return notes;
    }

    /** For programs. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("events", comparison.events())
                .put("different", comparison.different())
                .put("openRuns", comparison.openRuns())
                .put("seenBefore", comparison.seenBefore())
                .put("withoutPayload", withoutPayload)
                .put("unrecordedCalls", comparison.unrecorded())
                .put("timesAndIds", comparison.passing());
        madeUp.stream().sorted().forEach(json.putArray("madeUpSettings")::add);
        ArrayNode routes = json.putArray("routes");
        comparison.routes().forEach((name, route) -> {
            ObjectNode one = routes.addObject()
                    .put("route", name)
                    .put("events", route.events.size())
                    .put("different", route.different.size());
            ArrayNode differences = one.putArray("differences");
            sorted(route).forEach(group -> put(differences.addObject(), group));
        });
        return json;
    }

    private static void put(ObjectNode json, Group group) {
        Difference difference = group.difference;
        json.put("kind", difference.kind().word())
                .put("step", difference.step().isEmpty() ? null : difference.step())
                .put("place", difference.place().isEmpty() ? null : difference.place())
                .put("before", difference.before().isEmpty() ? null : difference.before())
                .put("now", difference.now().isEmpty() ? null : difference.now())
                .put("events", group.events.size());
        group.samples().forEach(json.putArray("samples")::add);
    }
}
