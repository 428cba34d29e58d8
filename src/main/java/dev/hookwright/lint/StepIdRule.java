package dev.hookwright.lint;

/** A step to the outside has an id of its own, under which its record is found whatever else changes in the route. */
final class StepIdRule implements Rule {
    @Override
    public void check(Part part, RouteFile file, Findings findings) {
        if (file.isConnector()) {
            return;
        }
        Call.of(part, file)
                .filter(call -> call.isStep() && call.id() == null && call.isWhole())
                .filter(call -> Call.isDynamic(part)
                        || call.scheme().contains("$")
                        || !Schemes.isLocal(call.address().orElse("")))
                .ifPresent(call -> findings.warn(
                        part.field().where(),
                        "this step has no id, so its record hangs on its place in the route",
                        remedy(part)));
    }

    private static String remedy(Part part) {
        if (part.name().equals("kamelet")) {
            return "write to: {id: NAME, uri: kamelet:...}";
        }
        return part.value().isScalar() ? "write " + part.name() + ": {id: NAME, uri: ...}" : "add id: NAME";
    }
}
