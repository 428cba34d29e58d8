package dev.hookwright.routetest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Holds the calls that were made against those that are expected. All calls of a step that is listed must be accounted
 * for. Pure.
 */
final class CallCheck {
    private final Expected expected;
    private final List<RecordedCall> calls;
    private final List<Finding> findings = new ArrayList<>();
    /** The calls that each expectation accounts for. */
    private final Map<Expected.Call, List<RecordedCall>> taken = new LinkedHashMap<>();

    private CallCheck(Expected expected, List<RecordedCall> calls) {
        this.expected = expected;
        this.calls = calls;
    }

    static List<Finding> of(Expected expected, List<RecordedCall> calls) {
        CallCheck check = new CallCheck(expected, calls);
        check.assign();
        check.count();
        check.order();
        return check.findings;
    }

    private void assign() {
        expected.calls().forEach(call -> taken.put(call, new ArrayList<>()));
        for (RecordedCall call : calls) {
            List<Expected.Call> ofStep =
                    expected.calls().stream().filter(one -> one.isOf(call)).toList();
            List<Expected.Call> wanted =
                    ofStep.stream().filter(one -> !isForbidden(one)).toList();
            List<Expected.Call> fitting = ofStep.stream()
                    .filter(one -> CallMatch.differences(one, call.sent()).isEmpty())
                    .toList();
            fitting.stream().filter(CallCheck::isForbidden).forEach(one -> account(one, call));
            // What is said of a step as a whole, and of one of its turns in a loop, holds each for itself.
            Map<String, List<Expected.Call>> groups = fitting.stream()
                    .filter(one -> !isForbidden(one))
                    .collect(Collectors.groupingBy(Expected.Call::step, LinkedHashMap::new, Collectors.toList()));
            groups.values()
                    .forEach(group -> account(
                            group.stream().filter(this::hasRoom).findFirst().orElse(group.get(0)), call));
            if (fitting.isEmpty() && !wanted.isEmpty()) {
                unlike(call, wanted);
            } else if (expected.only() && ofStep.isEmpty()) {
                findings.add(new Finding("", "step " + call.sent().label() + " is called, which only: does not allow"));
            }
        }
    }

    private static boolean isForbidden(Expected.Call call) {
        return Objects.equals(call.times(), 0);
    }

    private boolean hasRoom(Expected.Call call) {
        Integer times = call.times();
        return times == null || taken(call).size() < times;
    }

    private List<RecordedCall> taken(Expected.Call call) {
        return taken.getOrDefault(call, List.of());
    }

    private void account(Expected.Call expectation, RecordedCall call) {
        taken.computeIfAbsent(expectation, one -> new ArrayList<>()).add(call);
    }

    private void unlike(RecordedCall call, List<Expected.Call> wanted) {
        Expected.Call nearest = wanted.stream()
                .min(Comparator.comparingInt(
                        one -> CallMatch.differences(one, call.sent()).size()))
                .orElseThrow();
        findings.add(new Finding(
                nearest.where(),
                "call " + call.number() + ", of step " + call.sent().label() + ", is not as expected",
                CallMatch.differences(nearest, call.sent())));
    }

    private void count() {
        for (Expected.Call call : expected.calls()) {
            int made = taken(call).size();
            Integer times = call.times();
            if (times == null ? made == 0 : made != times) {
                findings.add(new Finding(
                        call.where(),
                        "step " + call.step() + ": expected " + (times == null ? "a call" : count(times)) + asSaid(call)
                                + ", got " + (made == 0 ? "none" : String.valueOf(made))));
            }
        }
    }

    private static String count(int times) {
        return times == 0 ? "no call" : times == 1 ? "1 call" : times + " calls";
    }

    private static String asSaid(Expected.Call call) {
        boolean any = call.body() == null
                && call.contains() == null
                && call.headers().isEmpty()
                && call.parameters().isEmpty();
        return any ? "" : " as described";
    }

    private void order() {
        RecordedCall last = null;
        for (Expected.Call call : expected.calls()) {
            List<RecordedCall> made = taken(call);
            String after = call.after();
            if (after != null && !made.isEmpty()) {
                after(call, after, made.get(0));
            }
            if (expected.inOrder() && !made.isEmpty() && !isForbidden(call)) {
                if (last != null && made.get(0).number() < last.number()) {
                    findings.add(new Finding(
                            call.where(),
                            "step " + call.step() + " is called before "
                                    + last.sent().label() + ", though it is listed behind it (inOrder)"));
                }
                last = made.get(made.size() - 1);
            }
        }
    }

    private void after(Expected.Call expectation, String before, RecordedCall first) {
        List<RecordedCall> others =
                calls.stream().filter(call -> call.isOf(before)).toList();
        if (others.isEmpty()) {
            findings.add(new Finding(
                    expectation.where(),
                    "step " + expectation.step() + " is to come after " + before + ", which is never called"));
        } else if (others.get(others.size() - 1).number() > first.number()) {
            findings.add(new Finding(
                    expectation.where(),
                    "step " + expectation.step() + " is to come after " + before + ", but is called before it"));
        }
    }
}
