package dev.hookwright.lint;

import dev.hookwright.config.YamlValue;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What comes out otherwise when the process ends, or when the run is driven again. */
final class DrivenAgainRule implements Rule {
    private static final Set<String> COLLECTING = Set.of("aggregate", "resequence");
    private static final Set<String> CHOOSING = Set.of(
            "customLoadBalancer",
            "randomLoadBalancer",
            "roundRobinLoadBalancer",
            "stickyLoadBalancer",
            "weightedLoadBalancer");
    /** By the step, with the key that says what stands between addresses. */
    private static final Map<String, String> DELIMITERS =
            Map.of("recipientList", "delimiter", "routingSlip", "uriDelimiter");

    @Override
    public void check(Part part, RouteFile file, Findings findings) {
        if (file.isConnector()) {
            return;
        }
        if (part.isStep() && COLLECTING.contains(part.name())) {
            findings.warn(
                    part.field().where(),
                    part.name()
                            + " holds messages in memory, and their runs are done: when the process ends, they are lost",
                    "let each run store its part outside, and work on all of them with a route from quartz:");
        }
        if (part.name().equals("onCompletion")) {
            Part.each(part.value(), false, inside -> checkCompletion(inside, file, findings));
        }
        if (part.name().equals("doFinally")) {
            Part.each(part.value(), false, inside -> checkFinally(inside, file, findings));
        }
        if (CHOOSING.contains(part.name())) {
            findings.warn(
                    part.field().where(),
                    "it chooses anew each time that the run is driven, so that a second call may be made elsewhere",
                    "choose by what the event holds, with choice; or use failoverLoadBalancer");
        }
        if (part.isStep() && DELIMITERS.containsKey(part.name())) {
            checkAddresses(part, file, findings);
        }
    }

    private static void checkCompletion(Part inside, RouteFile file, Findings findings) {
        Call.of(inside, file)
                .filter(call -> call.isStep() && call.leavesTheRoute())
                .ifPresent(call -> findings.warn(
                        call.uri().where(),
                        "it is called when the run is first driven to an end, also where the run is tried again",
                        "write it as the route's last step; for what fails, use onException with steps"));
    }

    private static void checkFinally(Part inside, RouteFile file, Findings findings) {
        Call.of(inside, file)
                .filter(call -> call.isStep() && call.leavesTheRoute())
                .ifPresent(call -> findings.warn(
                        call.uri().where(),
                        "it is called when doTry first ends, also where that fails and the run is tried again",
                        "write it behind doTry; for what fails, use doCatch"));
    }

    private static void checkAddresses(Part part, RouteFile file, Findings findings) {
        Call call = Call.of(part, file).orElse(null);
        YamlValue delimiter = part.text(DELIMITERS.getOrDefault(part.name(), ""));
        if (call == null || delimiter != null) {
            return;
        }
        List<String> addresses = call.addresses();
        boolean isSlip = part.name().equals("routingSlip");
        boolean twice = isSlip && Set.copyOf(addresses).size() < addresses.size();
        boolean outside = addresses.stream().anyMatch(address -> !Schemes.isLocal(address.strip()));
        if (addresses.size() > 1 && (outside || twice)) {
            findings.warn(
                    call.uri().where(),
                    "all that is called here is one step: when one call fails, those before it are made again",
                    isSlip
                            ? "write a step for each of them, one behind the other"
                            : "write multicast, with a step for each of them");
        }
    }
}
