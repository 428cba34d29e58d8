package dev.hookwright.compare;

import dev.hookwright.compare.Difference.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gathers what differs, event by event, into groups of the same difference. */
public final class Comparison {
    private static final int SAMPLES = 3;
    /** Branches go side by side: their order says nothing. */
    private static final Pattern SIDE_BY_SIDE = Pattern.compile("parallelProcessing|wireTap|recipientList");

    private static final String REMEMBERS = "idempotentConsumer";

    private final Set<String> madeUp;
    private final Map<String, String> texts;
    private final @Nullable String onlyRoute;
    private final SortedMap<String, OfRoute> routes = new TreeMap<>();
    private int events;
    private int different;
    private int openRuns;
    private int seenBefore;
    private int unrecorded;
    private int passing;

    /**
     * @param madeUp values of settings that were made up for what would be sent
     * @param texts of the routes as they are now, by id
     * @param onlyRoute the only route that is looked at; null for all
     */
    public Comparison(Set<String> madeUp, Map<String, String> texts, @Nullable String onlyRoute) {
        this.madeUp = madeUp;
        this.texts = texts;
        this.onlyRoute = onlyRoute;
    }

    /** What differs alike in some events. */
    static final class Group {
        final Difference difference;
        final Set<String> events = new LinkedHashSet<>();

        Group(Difference difference) {
            this.difference = difference;
        }

        List<String> samples() {
            return events.stream().limit(SAMPLES).toList();
        }
    }

    /** Of the events that came to a route. */
    static final class OfRoute {
        final List<Group> groups = new ArrayList<>();
        final Set<String> events = new LinkedHashSet<>();
        final Set<String> different = new LinkedHashSet<>();
    }

    /**
     * Takes in an event.
     *
     * @param before what its runs did
     * @param now what they would do
     * @param payload that it brought
     */
    public void add(String eventId, List<RunTrace> before, List<RunTrace> now, String payload) {
        events++;
        boolean any = false;
        for (String route : routesOf(before, now)) {
            List<RunTrace> was = lastOf(route, before);
            if (was.stream().anyMatch(run -> !run.hasEnded())) {
                openRuns++;
                continue;
            }
            OfRoute ofRoute = routes.computeIfAbsent(route, fresh -> new OfRoute());
            ofRoute.events.add(eventId);
            List<Difference> found = new ArrayList<>();
            compare(route, was, lastOf(route, now), payload, found);
            for (Difference difference : found) {
                note(ofRoute, difference.grouped(), eventId);
            }
            if (!found.isEmpty()) {
                ofRoute.different.add(eventId);
                any = true;
            }
        }
        different += any ? 1 : 0;
    }

    private Set<String> routesOf(List<RunTrace> before, List<RunTrace> now) {
        Set<String> names = new TreeSet<>();
        Stream.concat(before.stream(), now.stream())
                .map(RunTrace::route)
                .filter(route -> onlyRoute == null || route.equals(onlyRoute))
                .forEach(names::add);
        return names;
    }

    /** All runs through a route; of one that was replayed only the last, which is how it came out. */
    private static List<RunTrace> lastOf(String route, List<RunTrace> runs) {
        List<RunTrace> own =
                runs.stream().filter(run -> run.route().equals(route)).toList();
        boolean replayed = own.stream().anyMatch(RunTrace::replay);
        return replayed ? own.subList(own.size() - 1, own.size()) : own;
    }

    private void compare(
            String route, List<RunTrace> before, List<RunTrace> now, String payload, List<Difference> found) {
        if (before.size() != now.size()) {
            found.add(new Difference(Kind.ROUTE, "", "", runs(before.size()), runs(now.size())));
        }
        String text = texts.getOrDefault(route, "");
        for (int i = 0; i < Math.min(before.size(), now.size()); i++) {
            boolean calledNothing = before.get(i).calls().isEmpty()
                    && before.get(i).status().equals(now.get(i).status());
            if (calledNothing && text.contains(REMEMBERS)) {
                seenBefore++;
                continue;
            }
            Alike alike = new Alike(madeUp, payload, Instant.now());
            RunDiff diff = new RunDiff(alike, SIDE_BY_SIDE.matcher(text).find());
            found.addAll(diff.between(before.get(i), now.get(i)));
            unrecorded += diff.unrecorded();
            passing += alike.passing();
        }
    }

    private static String runs(int count) {
        return count == 0 ? "no run" : count == 1 ? "a run" : count + " runs";
    }

    private static void note(OfRoute route, Difference difference, String eventId) {
        Group group = route.groups.stream()
                .filter(known -> known.difference.isLike(difference))
                .findFirst()
                .orElseGet(() -> {
                    Group fresh = new Group(difference);
                    route.groups.add(fresh);
                    return fresh;
                });
        group.events.add(eventId);
    }

    /** Whether anything would be done otherwise. */
    public boolean hasDifferences() {
        return different > 0;
    }

    /** How many events were compared. */
    public int events() {
        return events;
    }

    int different() {
        return different;
    }

    /** How many times a route was left out, as a run through it is not over. */
    int openRuns() {
        return openRuns;
    }

    /** How many runs were left out as they called nothing, perhaps since the like of them had been seen before. */
    int seenBefore() {
        return seenBefore;
    }

    int unrecorded() {
        return unrecorded;
    }

    int passing() {
        return passing;
    }

    Map<String, OfRoute> routes() {
        return routes;
    }
}
