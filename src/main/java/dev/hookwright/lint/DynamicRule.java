package dev.hookwright.lint;

import dev.hookwright.config.RouteRules;
import dev.hookwright.config.YamlValue;

/** An event does not choose who is called, unless an operator says where. */
final class DynamicRule implements Rule {
    private final RouteRules rules;

    DynamicRule(RouteRules rules) {
        this.rules = rules;
    }

    @Override
    public void check(Part part, RouteFile file, Findings findings) {
        if (part.isStep() && part.name().equals("setHeader")) {
            checkHeader(part, findings);
        }
        YamlValue several = part.name().equals("setHeaders") ? part.value().get("headers") : null;
        if (several != null) {
            several.items()
                    .forEach(item -> checkHeader(
                            new Part(new YamlValue.Field(part.name(), item.where(), item), false), findings));
        }
        if (part.isStep() && (part.name().equals("to") || part.name().equals("toD"))) {
            checkLater(part, file, findings);
        }
        boolean byExpression = Call.isDynamic(part);
        if (!byExpression
                && !(part.isStep() && (part.name().equals("toD") || part.name().equals("wireTap")))) {
            return;
        }
        String language =
                byExpression ? Expressions.of(part.value()).map(Part::name).orElse("") : "simple";
        Call call = Call.of(part, file).orElse(null);
        if (call == null || call.address().isEmpty() || language.equals("constant")) {
            return;
        }
        String address = call.address().get();
        boolean evaluated = !language.equals("simple") || call.dependsOnEvent();
        if (!evaluated || address.startsWith("later:") || isAllowed(language.equals("simple") ? address : "")) {
            return;
        }
        findings.error(
                call.uri().where(),
                "the event would choose who is called",
                "write a fixed address and choose between steps with choice; an operator can allow beginnings of addresses"
                        + " with " + RouteRules.DYNAMIC + "=https://HOST/");
    }

    private static void checkLater(Part part, RouteFile file, Findings findings) {
        Call.of(part, file)
                .filter(call -> call.scheme().equals("later") && call.dependsOnEvent())
                .ifPresent(call -> findings.error(
                        call.uri().where(),
                        "which route later: starts must not depend on the event",
                        "write its name"));
    }

    /** A header that takes the place of the address that is written. */
    private static void checkHeader(Part part, Findings findings) {
        YamlValue name = part.text("name");
        boolean fixed = Expressions.of(part.value())
                .filter(language -> language.name().equals("constant"))
                .isPresent();
        if (name != null && name.text().equalsIgnoreCase("CamelHttpUri") && !fixed) {
            findings.error(name.where(), "the event would choose who is called", "write a fixed address in the step");
        } else if (name != null && name.text().contains("${")) {
            findings.error(name.where(), "the event would choose which header is set", "write a fixed name");
        }
    }

    private boolean isAllowed(String address) {
        int event = address.indexOf('$');
        String fixed = event < 0 ? address : address.substring(0, event);
        for (String beginning : rules.dynamic()) {
            String whole = beginning.endsWith("/") || beginning.endsWith(":") ? beginning : beginning + "/";
            if (beginning.equals("*") || fixed.startsWith(whole)) {
                return true;
            }
        }
        return false;
    }
}
