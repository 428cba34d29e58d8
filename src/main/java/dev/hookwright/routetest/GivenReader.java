package dev.hookwright.routetest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import dev.hookwright.flow.StandInAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what stand-ins answer. */
final class GivenReader {
    static final Set<String> SCRIPT = Set.of("step", "answers");
    static final Set<String> ANSWER = Set.of("status", "headers", "body", "delay", "failure", "times");
    static final List<String> FAILURES = List.of("timeout", "refused", "reset");
    static final int MOST_TIMES = 1_000;

    private final Names names;
    private final Problems problems;

    GivenReader(Names names) {
        this.names = names;
        this.problems = names.problems();
    }

    List<RouteTest.Script> read(@Nullable YamlValue value) {
        List<RouteTest.Script> scripts = new ArrayList<>();
        for (YamlValue item : value == null ? List.<YamlValue>of() : value.items()) {
            Map<String, YamlValue> fields = item.fieldsAmong(SCRIPT, problems);
            YamlValue step = fields.get("step");
            YamlValue answers = fields.get("answers");
            if (step == null || answers == null) {
                item.problem(
                        problems, "a step and its answers are expected here", "write {step: ID, answers: [503, 200]}");
                continue;
            }
            if (answers.items().isEmpty()) {
                answers.problem(problems, "no answer is listed here", "write answers: [503, 200]");
            }
            List<RouteTest.Scripted> script = new ArrayList<>();
            answers.items().forEach(answer -> script.addAll(answer(answer)));
            String name = names.step(step);
            if (scripts.stream().anyMatch(other -> other.step().equals(name))) {
                step.problem(problems, "the answers of " + name + " stand in two places", "make one list of them");
            }
            scripts.add(new RouteTest.Script(name, script));
        }
        return scripts;
    }

    private List<RouteTest.Scripted> answer(YamlValue value) {
        if (!value.isMapping()) {
            boolean failure = FAILURES.contains(value.textOrNothing());
            return List.of(scripted(failure ? 0 : status(value), null, Map.of(), failure ? failure(value) : null));
        }
        Map<String, YamlValue> fields = value.fieldsAmong(ANSWER, problems);
        YamlValue status = fields.get("status");
        YamlValue failure = fields.get("failure");
        YamlValue delay = fields.get("delay");
        YamlValue times = fields.get("times");
        RouteTest.Scripted one = scripted(
                status == null ? 200 : status(status),
                body(fields.get("body")),
                names.texts(fields.get("headers")),
                failure == null ? null : failure(failure));
        Duration wait = delay == null ? Duration.ZERO : names.duration(delay);
        int copies = times == null ? 1 : names.number(times, 1, MOST_TIMES);
        return Collections.nCopies(copies, new RouteTest.Scripted(one.answer(), wait));
    }

    private static RouteTest.Scripted scripted(
            int status, @Nullable String body, Map<String, String> headers, StandInAnswer.@Nullable Failure failure) {
        return new RouteTest.Scripted(new StandInAnswer(status, body, headers, failure), Duration.ZERO);
    }

    private int status(YamlValue value) {
        try {
            int status = Integer.parseInt(value.textOrNothing());
            if (status >= 100 && status <= 599) {
                return status;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        value.problem(
                problems,
                "\"" + value.textOrNothing() + "\" is no answer",
                "write a status from 100 to 599, timeout, refused, reset, or {status, headers, body, delay, failure}");
        return 200;
    }

    private StandInAnswer.@Nullable Failure failure(YamlValue value) {
        return value.oneOf(FAILURES, problems)
                .map(word -> StandInAnswer.Failure.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(null);
    }

    private static @Nullable String body(@Nullable YamlValue value) {
        if (value == null) {
            return null;
        }
        JsonNode json = YamlJson.of(value);
        return value.isScalar() ? value.text() : json.toString();
    }
}
