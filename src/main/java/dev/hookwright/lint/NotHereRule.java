package dev.hookwright.lint;

import java.util.Map;

/** A step that Camel has, and that needs what does not come with Hookwright. */
final class NotHereRule implements Rule {
    /** What to do without it. */
    private static final Map<String, String> INSTEAD = Map.of(
            "circuitBreaker",
            "leave it out: a target that keeps failing is left alone without it; for what to do then, use doTry with doCatch",
            "saga",
            "use doTry with doCatch, or a route of its own for each compensation",
            "transacted",
            "leave it out: there is no transaction manager; what a later step's failure must undo, undo with doTry and doCatch");

    @Override
    public void check(Part part, RouteFile file, Findings findings) {
        String instead = INSTEAD.get(part.name());
        if (part.isStep() && instead != null) {
            findings.error(part.field().where(), part.name() + " does not come with Hookwright", instead);
        }
    }
}
