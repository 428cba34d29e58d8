package dev.hookwright.routetest;

import dev.hookwright.ledger.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds the runs against what is expected of them. Pure. */
final class RunCheck {
    private RunCheck() {}

    static List<Finding> of(Expected expected, List<Run> runs) {
        List<Finding> findings = new ArrayList<>();
        expected.runs().forEach((route, status) -> check(expected.runs(), route, status, runs, findings));
        for (Expected.Text text : expected.errors()) {
            List<String> errors = runs.stream()
                    .map(Run::error)
                    .filter(error -> error != null)
                    .distinct()
                    .toList();
            if (errors.stream().noneMatch(error -> error.contains(text.text()))) {
                findings.add(new Finding(
                        text.where(),
                        "no run ends with an error that contains \"" + text.text() + "\"",
                        errors.isEmpty() ? List.of("no run has an error") : errors));
            }
        }
        return findings;
    }

    private static void check(
            Map<String, Expected.RunStatusExpected> all,
            String route,
            Expected.RunStatusExpected wanted,
            List<Run> runs,
            List<Finding> findings) {
        boolean every = route.equals(Expected.EVERY_ROUTE);
        List<Run> meant = runs.stream()
                .filter(run ->
                        every ? !all.containsKey(run.route()) : run.route().equals(route))
                .toList();
        String subject = every ? "run" : "run of " + route;
        if (wanted.status().equals(Expected.NO_RUN)) {
            if (!meant.isEmpty()) {
                findings.add(new Finding(
                        wanted.where(), subject + ": expected none, got " + meant.size(), described(meant)));
            }
        } else if (meant.isEmpty()) {
            findings.add(new Finding(
                    wanted.where(),
                    subject + ": expected " + wanted.status()
                            + ", but there is none (is the event's type among the route's types?)"));
        } else {
            List<Run> others = meant.stream()
                    .filter(run -> !run.status().word().equals(wanted.status()))
                    .toList();
            if (!others.isEmpty()) {
                findings.add(new Finding(
                        wanted.where(),
                        subject + ": expected " + wanted.status() + ", got "
                                + others.get(0).status().word(),
                        described(others)));
            }
        }
    }

    private static List<String> described(List<Run> runs) {
        return runs.stream()
                .map(run ->
                        run.route() + " is " + run.status().word() + (run.error() == null ? "" : ": " + run.error()))
                .toList();
    }
}
