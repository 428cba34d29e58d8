package dev.hookwright.compare;

import dev.hookwright.compare.Difference.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where what a run would do differs from what it did. */
final class RunDiff {
    private final RequestDiff requests;
    /** Whether branches of the route go side by side: their order says nothing. */
    private final boolean sideBySide;

    private int unrecorded;

    RunDiff(Alike alike, boolean sideBySide) {
        this.requests = new RequestDiff(alike);
        this.sideBySide = sideBySide;
    }

    /** How many calls were made of which it is not recorded what they were sent. */
    int unrecorded() {
        return unrecorded;
    }

    List<Difference> between(RunTrace before, RunTrace now) {
        List<Difference> differences = new ArrayList<>();
        if (!before.status().equals(now.status())) {
            differences.add(new Difference(Kind.OUTCOME, "", "", outcome(before), outcome(now)));
        }
        Map<String, CallTrace> was = byName(before.calls());
        Map<String, CallTrace> is = byName(now.calls());
        was.forEach((name, call) -> {
            CallTrace other = is.get(name);
            if (other == null) {
                differences.add(new Difference(Kind.REMOVED, call.step(), "", "", ""));
            } else if (call.isRecorded() && other.isRecorded()) {
                differences.addAll(requests.between(call, other));
            } else {
                unrecorded++;
            }
        });
        is.forEach((name, call) -> {
            if (!was.containsKey(name)) {
                differences.add(new Difference(Kind.ADDED, call.step(), "", "", ""));
            }
        });
        if (!sideBySide) {
            order(was, is, differences);
        }
        differences.sort(Difference.ORDER);
        return differences;
    }

    private static String outcome(RunTrace run) {
        return run.error() == null ? run.status() : run.status() + ": " + run.error();
    }

    /** The name of a call, and how often it came before under the same one. */
    private static Map<String, CallTrace> byName(List<CallTrace> calls) {
        Map<String, Integer> counts = new HashMap<>();
        Map<String, CallTrace> named = new LinkedHashMap<>();
        for (CallTrace call : calls) {
            named.put(call.step() + "\n" + counts.merge(call.step(), 1, Integer::sum), call);
        }
        return named;
    }

    private record Pair(CallTrace was, CallTrace is) {}

    /** Of calls that came in the same millisecond nobody knows which was first. */
    private static void order(Map<String, CallTrace> was, Map<String, CallTrace> is, List<Difference> differences) {
        List<Pair> pairs = new ArrayList<>();
        was.forEach((name, call) -> {
            CallTrace other = is.get(name);
            if (other != null) {
                pairs.add(new Pair(call, other));
            }
        });
        for (int i = 0; i < pairs.size(); i++) {
            Pair first = pairs.get(i);
            for (Pair second : pairs.subList(i + 1, pairs.size())) {
                if (first.was().at().isBefore(second.was().at())
                        && second.is().at().isBefore(first.is().at())) {
                    differences.add(new Difference(
                            Kind.ORDER,
                            second.was().step(),
                            "",
                            "after " + first.was().step(),
                            "before it"));
                    return;
                }
            }
        }
    }
}
