package dev.hookwright.routetest;

import dev.hookwright.retry.Durations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds what was put off against what is expected of it. All that was put off must be accounted for. Pure. */
final class LaterCheck {
    private LaterCheck() {}

    static List<Finding> of(Expected expected, String where, List<PutOff> putOff) {
        List<Expected.Later> wanted = expected.later();
        List<Finding> findings = new ArrayList<>();
        if (wanted == null) {
            return findings;
        }
        Map<Expected.Later, Integer> found = new HashMap<>();
        for (PutOff one : putOff) {
            List<Expected.Later> fitting = wanted.stream()
                    .filter(expectation -> differences(expectation, one).isEmpty())
                    .toList();
            if (fitting.isEmpty()) {
                findings.add(unlike(one, where, wanted));
            }
            fitting.stream()
                    .filter(expectation -> hasRoom(expectation, found))
                    .findFirst()
                    .or(() -> fitting.stream().findFirst())
                    .ifPresent(expectation -> found.merge(expectation, 1, Integer::sum));
        }
        for (Expected.Later expectation : wanted) {
            int times = found.getOrDefault(expectation, 0);
            Integer often = expectation.times();
            if (often == null ? times == 0 : times != often) {
                findings.add(new Finding(
                        expectation.where(),
                        "later " + expectation.name() + ": expected "
                                + (often == null ? "once or more" : often + " times") + ", got " + times,
                        List.of("put off: " + described(putOff))));
            }
        }
        return findings;
    }

    private static boolean hasRoom(Expected.Later expectation, Map<Expected.Later, Integer> found) {
        Integer times = expectation.times();
        return times == null || found.getOrDefault(expectation, 0) < times;
    }

    private static Finding unlike(PutOff one, String where, List<Expected.Later> wanted) {
        return wanted.stream()
                .filter(expectation -> expectation.name().equals(one.name()))
                .findFirst()
                .map(nearest -> new Finding(
                        nearest.where(), "later " + one.name() + " is not as expected", differences(nearest, one)))
                .orElseGet(() -> new Finding(
                        where, "later " + one.name() + ", in " + Durations.format(one.delay()) + ", is not expected"));
    }

    private static List<String> differences(Expected.Later expected, PutOff one) {
        if (!expected.name().equals(one.name())) {
            return List.of("it is " + one.name());
        }
        List<String> differences = new ArrayList<>();
        if (expected.delay() != null && !expected.delay().equals(one.delay())) {
            differences.add(
                    "delay: expected " + Durations.format(expected.delay()) + ", got " + Durations.format(one.delay()));
        }
        if (expected.body() != null) {
            differences.addAll(Subset.differences(expected.body(), one.body()));
        }
        return differences;
    }

    private static String described(List<PutOff> putOff) {
        return putOff.isEmpty()
                ? "nothing"
                : String.join(
                        ", ",
                        putOff.stream()
                                .map(one -> one.name() + " in " + Durations.format(one.delay()))
                                .toList());
    }
}
