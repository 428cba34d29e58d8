package dev.hookwright.routetest;

import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a {@code *.test.yaml}. Every problem is found at once, each with its place. */
final class TestFileReader {
    static final Set<String> PHASE = Set.of("send", "given", "crash-after", "advance", "expect");
    static final Set<String> TEST = Set.of("test", "at", "send", "given", "crash-after", "advance", "expect", "then");

    private final ActionReader actions;
    private final GivenReader given;
    private final ExpectedReader expected;
    private final Names names;
    private final Problems problems;

    TestFileReader(ActionReader actions, Names names) {
        this.actions = actions;
        this.given = new GivenReader(names);
        this.expected = new ExpectedReader(names);
        this.names = names;
        this.problems = names.problems();
    }

    List<RouteTest> read(YamlValue root) {
        List<RouteTest> tests = new ArrayList<>();
        if (!root.isSequence()) {
            root.problem(problems, "the file is a list of tests", "begin each with - test: WHAT IT SHOWS");
            return tests;
        }
        if (root.items().isEmpty()) {
            root.problem(problems, "there is no test in the file", "begin each with - test: WHAT IT SHOWS");
        }
        for (YamlValue item : root.items()) {
            if (item.isMapping()) {
                tests.add(test(item));
            } else {
                item.problem(problems, "this is no test", "begin it with - test: WHAT IT SHOWS");
            }
        }
        return tests;
    }

    private RouteTest test(YamlValue item) {
        Map<String, YamlValue> fields = item.fieldsAmong(TEST, problems);
        if (!fields.containsKey("test")) {
            item.problem(problems, "the test has no name", "add test: WHAT IT SHOWS");
        }
        YamlValue send = fields.get("send");
        if (send == null || send.items().isEmpty()) {
            item.problem(problems, "the test sends nothing", "add send: " + actions.example());
        }
        List<RouteTest.Phase> phases = new ArrayList<>();
        phases.add(phase(item, fields));
        YamlValue then = fields.get("then");
        if (then != null) {
            for (YamlValue next : then.items()) {
                phases.add(phase(next, next.fieldsAmong(PHASE, problems)));
            }
        }
        String name = fields.containsKey("test") ? names.text(fields.get("test")) : "";
        return new RouteTest(name, item.where(), start(fields.get("at")), phases);
    }

    private RouteTest.Phase phase(YamlValue item, Map<String, YamlValue> fields) {
        if (!fields.containsKey("expect")) {
            item.problem(problems, "nothing is expected here, so that this can never fail", "add expect:");
        }
        List<RouteTest.Action> done = new ArrayList<>();
        YamlValue send = fields.get("send");
        if (send != null) {
            for (YamlValue one : send.items()) {
                actions.read(one).ifPresent(done::add);
            }
        }
        YamlValue advance = fields.get("advance");
        if (advance != null) {
            done.add(new RouteTest.Advance(names.duration(advance)));
        }
        YamlValue crash = fields.get("crash-after");
        return new RouteTest.Phase(
                done,
                given.read(fields.get("given")),
                crash == null ? null : names.step(crash),
                crash == null ? "" : crash.where(),
                expected.read(fields.get("expect")));
    }

    private Instant start(@Nullable YamlValue at) {
        if (at == null) {
            return RouteTest.DEFAULT_START;
        }
        try {
            return Instant.parse(at.isScalar() ? at.text() : "");
        } catch (DateTimeParseException e) {
            at.problem(problems, "a time in UTC is expected here", "write it as in 2026-03-01T09:00:00Z");
            return RouteTest.DEFAULT_START;
        }
    }
}
