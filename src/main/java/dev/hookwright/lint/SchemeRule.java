package dev.hookwright.lint;

import dev.hookwright.config.NearestName;
import dev.hookwright.config.RouteRules;
import java.util.Set;
import java.util.regex.Pattern;

/** Routes call what is known to be harmless; what else there is, an operator must allow. */
final class SchemeRule implements Rule {
    /** Steps that do what an endpoint of that kind does. */
    static final Set<String> JAVA_STEPS = Set.of("bean", "process", "serviceCall");
    /** Not a step, but a method that one calls. */
    private static final String JAVA_METHOD = "aggregationStrategyMethodName";

    /** What Camel leaves out and we do not. */
    private static final Pattern OPTIONAL = Pattern.compile("\\{\\{\\s*[?!]");

    /** What hands on within the process, and loses it with the process. */
    private static final Set<String> IN_MEMORY = Set.of("seda", "vm", "disruptor", "disruptor-vm");

    private final RouteRules rules;
    private final Set<String> connectors;

    /** @param connectors the names of those that there are */
    SchemeRule(RouteRules rules, Set<String> connectors) {
        this.rules = rules;
        this.connectors = connectors;
    }

    @Override
    public void check(Part part, RouteFile file, Findings findings) {
        // A connector's own objects are held to ClassRule.
        boolean isJava = (part.isStep() && JAVA_STEPS.contains(part.name()) && !file.isConnector())
                || part.name().equals(JAVA_METHOD);
        if (isJava && !rules.schemes().contains("bean")) {
            findings.error(
                    part.field().where(),
                    "a route may not call Java (" + part.name() + ")",
                    "use jq, simple or a connector; an operator can allow it with " + RouteRules.SCHEMES + "=bean");
        }
        Call.of(part, file).ifPresent(call -> {
            if (ReachRule.hasOtherSource(call.uri().text())) {
                return; // said there
            }
            if (!file.isConnector() && OPTIONAL.matcher(call.uri().text()).find()) {
                findings.error(call.uri().where(), ReachRule.OTHER_KIND, ReachRule.USUAL_KINDS);
            } else if (call.isWhole()) {
                for (String address : call.addresses()) {
                    check(call, Schemes.of(address).strip(), file, findings);
                }
            }
        });
    }

    private void check(Call call, String scheme, RouteFile file, Findings findings) {
        Set<String> allowed = Schemes.allowed(rules, file.isConnector());
        if (scheme.startsWith("$") && Set.of("to", "from").contains(call.part().name())) {
            String name = scheme.replaceAll("[${}]", "");
            findings.error(
                    call.uri().where(),
                    "nothing puts a value in the place of " + scheme + " here",
                    "write {{name}} for a setting"
                            + (name.matches("\\w+") ? ", {{env:" + name + "}} for a variable of the environment" : ""));
            return;
        }
        if (call.part().name().equals("from") && Set.of("http", "https").contains(scheme)) {
            findings.error(
                    call.uri().where(),
                    "a route does not start from an address on the web",
                    "write platform-http:/hooks/NAME for what is posted to Hookwright");
            return;
        }
        if (allowed.contains(scheme) || scheme.isEmpty() || scheme.contains("$")) {
            return;
        }
        boolean isStart = call.part().name().equals("from");
        if (connectors.contains(scheme)) {
            findings.error(
                    call.uri().where(),
                    "a connector is called by kamelet:",
                    "write kamelet:" + call.address().orElse(""));
        } else if (isStart && (scheme.startsWith("/") || scheme.startsWith("hooks/"))) {
            findings.error(
                    call.uri().where(),
                    "a route does not start from a path alone",
                    "write platform-http:/" + scheme.replaceFirst("^/+", ""));
        } else if (IN_MEMORY.contains(scheme)) {
            findings.error(
                    call.uri().where(),
                    "what " + scheme + ": holds would be lost with the process",
                    "write later:NAME, which makes it a run of its own, or direct:NAME to wait for it");
        } else if (Catalogue.hasComponent(scheme)) {
            findings.error(
                    call.uri().where(),
                    "a route may not call " + scheme + ":",
                    "use a connector; an operator can allow it with " + RouteRules.SCHEMES + "=" + scheme);
        } else {
            findings.error(
                    call.uri().where(),
                    "there is nothing called \"" + scheme + ":\"",
                    scheme.matches("[“”„‘’].*") ? "use straight quotes: \"...\"" : NearestName.remedy(scheme, allowed));
        }
    }
}
