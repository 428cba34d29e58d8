package dev.hookwright.lint;

import dev.hookwright.config.YamlValue;
import dev.hookwright.jq.JqAssignment;
import java.util.Set;

/** Conditions that are always true, and steps that hold nothing. */
final class ConditionRule implements Rule {
    private static final Set<String> CONDITIONS = Set.of("when", "filter", "validate", "onWhen", "retryWhile");
    private static final Set<String> NUMBERS = Set.of("delay", "loop", "throttle");
    private static final Set<String> HOLDERS = Set.of("split", "filter", "loop", "idempotentConsumer");

    @Override
    public void check(Part part, RouteFile file, Findings findings) {
        if (CONDITIONS.contains(part.name())) {
            part.value().items().forEach(condition -> checkCondition(condition, findings));
        }
        if (part.isStep() && NUMBERS.contains(part.name())) {
            checkNumber(part, file, findings);
        }
        if (part.isStep() && HOLDERS.contains(part.name()) && part.value().isMapping()) {
            checkSteps(part, findings);
        }
    }

    private static void checkCondition(YamlValue condition, Findings findings) {
        Expressions.of(condition)
                .filter(expression -> expression.name().equals("jq"))
                .map(expression -> expression.text("resultType"))
                .ifPresent(type -> findings.warn(
                        type.where(), "a condition in jq is never true with a resultType", "leave it out"));
        Expressions.of(condition)
                .filter(expression -> expression.name().equals("jq"))
                .map(Part::expression)
                .filter(text -> JqAssignment.isIn(text.text()))
                .ifPresent(text -> findings.warn(
                        text.where(), "= gives a field a value in jq, so that this is always true", "compare with =="));
    }

    private static void checkNumber(Part part, RouteFile file, Findings findings) {
        Expressions.of(part.value())
                .filter(expression -> expression.name().equals("constant"))
                .map(Part::expression)
                .filter(text -> file.resolved(text)
                        .filter(number -> !number.strip().matches("\\d+"))
                        .isPresent())
                .ifPresent(text -> findings.error(
                        text.where(),
                        part.name() + " is told a number, and \"" + text.text() + "\" is none",
                        part.name().equals("delay") ? "write milliseconds, as 5000" : "write digits alone"));
    }

    private static void checkSteps(Part part, Findings findings) {
        if (part.value().get("steps") == null) {
            findings.warn(
                    part.field().where(),
                    part.name() + " has no steps of its own, so it does nothing to those behind it",
                    "put the steps that it is for under its steps:");
        }
    }
}
