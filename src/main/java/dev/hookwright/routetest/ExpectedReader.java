package dev.hookwright.routetest;

import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a test expects. */
final class ExpectedReader {
    static final Set<String> FIELDS = Set.of("answer", "run", "error", "calls", "never", "inOrder", "only", "later");
    static final Set<String> ANSWER = Set.of("status", "body");
    static final Set<String> CALL =
            Set.of("step", "route", "times", "body", "contains", "headers", "parameters", "after");
    static final Set<String> LATER = Set.of("name", "delay", "times", "body");
    static final List<String> STATUSES = List.of("succeeded", "waiting", "dead", "cancelled", Expected.NO_RUN);
    static final int MOST_TIMES = 100_000;

    private final Names names;
    private final Problems problems;

    ExpectedReader(Names names) {
        this.names = names;
        this.problems = names.problems();
    }

    Expected read(@Nullable YamlValue value) {
        Map<String, YamlValue> fields = value == null ? Map.of() : value.fieldsAmong(FIELDS, problems);
        if (value != null && fields.isEmpty()) {
            value.problem(problems, "nothing is expected here", "say run:, calls: or answer:");
        }
        List<Expected.Call> calls = new ArrayList<>();
        boolean only = names.flag(fields.get("only"));
        // With only: an empty list says that nothing is called at all.
        String calling = only ? "" : "list a step, or write only: true where none may be called";
        items(fields.get("calls"), calling).forEach(item -> call(item, calls));
        for (YamlValue never : items(fields.get("never"), "list a step")) {
            calls.add(
                    new Expected.Call(never.where(), names.step(never), null, 0, null, null, Map.of(), Map.of(), null));
        }
        List<Expected.Text> errors = new ArrayList<>();
        items(fields.get("error"), "write a part of it")
                .forEach(error -> errors.add(new Expected.Text(error.where(), names.text(error))));
        YamlValue inOrder = fields.get("inOrder");
        if (inOrder != null && calls.isEmpty()) {
            inOrder.problem(problems, "no calls are listed that could be in order", "add calls:");
        }
        return new Expected(
                items(fields.get("answer"), "write a status").stream()
                        .map(this::answer)
                        .toList(),
                runs(fields.get("run")),
                errors,
                calls,
                names.flag(inOrder),
                only,
                later(fields.get("later")));
    }

    /** What is listed; nothing would be expected of an empty list, which is a problem unless the remedy is empty. */
    private List<YamlValue> items(@Nullable YamlValue value, String remedy) {
        List<YamlValue> items = value == null ? List.of() : value.items();
        if (value != null && items.isEmpty() && !remedy.isEmpty()) {
            value.problem(problems, "nothing is listed here, so that this can never fail", remedy);
        }
        return items;
    }

    private Expected.Answer answer(YamlValue value) {
        if (value.isScalar()) {
            return new Expected.Answer(value.where(), names.number(value, 100, 599), null);
        }
        Map<String, YamlValue> fields = value.fieldsAmong(ANSWER, problems);
        YamlValue status = fields.get("status");
        YamlValue body = fields.get("body");
        if (fields.isEmpty()) {
            value.problem(problems, "nothing is expected of the answer", "write a status, or {status, body}");
        }
        return new Expected.Answer(
                value.where(),
                status == null ? null : names.number(status, 100, 599),
                body == null ? null : YamlJson.of(body));
    }

    private Map<String, Expected.RunStatusExpected> runs(@Nullable YamlValue value) {
        Map<String, Expected.RunStatusExpected> runs = new LinkedHashMap<>();
        if (value != null && value.isMapping()) {
            if (value.fields().isEmpty()) {
                value.problem(problems, "no route is named here", "write ROUTE: succeeded, or run: succeeded for all");
            }
            for (YamlValue.Field field : value.fields()) {
                names.route(field);
                status(field.value(), field.name(), runs);
            }
        } else if (value != null) {
            status(value, Expected.EVERY_ROUTE, runs);
        }
        return runs;
    }

    private void status(YamlValue value, String route, Map<String, Expected.RunStatusExpected> runs) {
        value.oneOf(STATUSES, problems)
                .ifPresent(word -> runs.put(route, new Expected.RunStatusExpected(value.where(), word)));
    }

    private void call(YamlValue item, List<Expected.Call> calls) {
        if (item.isScalar()) {
            calls.add(new Expected.Call(
                    item.where(), names.step(item), null, null, null, null, Map.of(), Map.of(), null));
            return;
        }
        Map<String, YamlValue> fields = item.fieldsAmong(CALL, problems);
        YamlValue step = fields.get("step");
        if (step == null) {
            item.problem(problems, "a step is expected here", "write {step: ID, times: 1}");
            return;
        }
        YamlValue route = fields.get("route");
        YamlValue times = fields.get("times");
        YamlValue body = fields.get("body");
        YamlValue contains = fields.get("contains");
        YamlValue after = fields.get("after");
        calls.add(new Expected.Call(
                item.where(),
                names.step(step),
                route == null ? null : names.route(route),
                times == null ? null : names.number(times, 0, MOST_TIMES),
                body == null ? null : YamlJson.of(body),
                contains == null ? null : names.text(contains),
                names.texts(fields.get("headers")),
                names.texts(fields.get("parameters")),
                after == null ? null : names.step(after)));
    }

    private @Nullable List<Expected.Later> later(@Nullable YamlValue value) {
        if (value == null) {
            return null;
        }
        List<Expected.Later> later = new ArrayList<>();
        for (YamlValue item : value.items()) {
            if (item.isScalar()) {
                later.add(new Expected.Later(item.where(), names.later(item), null, null, null));
                continue;
            }
            Map<String, YamlValue> fields = item.fieldsAmong(LATER, problems);
            YamlValue name = fields.get("name");
            if (name == null) {
                item.problem(problems, "a name is expected here", "write {name: NAME, delay: 3d}");
                continue;
            }
            YamlValue delay = fields.get("delay");
            YamlValue times = fields.get("times");
            YamlValue body = fields.get("body");
            later.add(new Expected.Later(
                    item.where(),
                    names.later(name),
                    delay == null ? null : names.duration(delay),
                    times == null ? null : names.number(times, 1, MOST_TIMES),
                    body == null ? null : YamlJson.of(body)));
        }
        return later;
    }
}
