package dev.hookwright.lint;

import java.util.Set;

/** What would take a failure, or a call, away from the run that keeps it. */
final class NotKeptRule implements Rule {
    private static final Set<String> WOVEN_IN = Set.of("intercept", "interceptSendToEndpoint");

    @Override
    public void check(Part part, RouteFile file, Findings findings) {
        String where = part.field().where();
        if (part.name().equals("deadLetterChannel")) {
            findings.error(
                    where,
                    "a deadLetterChannel would take the run's failure away, and what it hands on is no step",
                    "leave it out: a run that fails for good is kept as dead; to tell somebody, use onException with handled"
                            + " and steps");
        }
        if (part.isStep() && part.name().equals("dynamicRouter")) {
            findings.error(
                    where,
                    "what a dynamicRouter calls is no step, and would be called again each time that the run is driven",
                    "choose with choice, or name all that is called at once with routingSlip");
        }
        if (WOVEN_IN.contains(part.name())) {
            Part.each(part.value(), false, inside -> checkWovenIn(part, inside, file, findings));
        }
    }

    private static void checkWovenIn(Part around, Part inside, RouteFile file, Findings findings) {
        Call.of(inside, file)
                .filter(call -> call.isStep() && call.leavesTheRoute())
                .ifPresent(call -> findings.error(
                        call.uri().where(),
                        "what an " + around.name() + " calls is no step: it would be called again at each attempt",
                        "write the call as a step of the route"));
    }
}
