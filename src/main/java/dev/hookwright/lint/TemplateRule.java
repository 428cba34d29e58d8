package dev.hookwright.lint;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a template is used does not choose the kind of what it calls. */
final class TemplateRule implements Rule {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");

    @Override
    public void check(Part part, RouteFile file, Findings findings) {
        if (part.name().equals("routeTemplate")) {
            Set<String> parameters = TemplatedRule.parameters(part.value());
            Part.each(
                    part.value(),
                    false,
                    inner -> Call.of(inner, file).ifPresent(call -> check(call, parameters, file, findings)));
        } else if (file.isConnector()) {
            Call.of(part, file)
                    .filter(call -> call.uri().text().strip().matches("\\{\\{[^{}]*}}[^/?]*:.*"))
                    .ifPresent(call -> refuse(call, findings));
        }
    }

    /** A setting may say it, for that is the same wherever the template is used. */
    private static void check(Call call, Set<String> parameters, RouteFile file, Findings findings) {
        Matcher beginning = PLACEHOLDER.matcher(call.uri().text().strip());
        if (!beginning.lookingAt()) {
            return;
        }
        if (parameters.contains(beginning.group(1))) {
            findings.error(
                    call.uri().where(),
                    "a template's parameter cannot say of what kind a call is",
                    "write that before it, as in https://" + beginning.group() + " or platform-http:/hooks/"
                            + beginning.group() + ", and leave it out where the template is used");
        } else if (file.filled(beginning.group()).isEmpty()) {
            refuse(call, findings);
        }
    }

    private static void refuse(Call call, Findings findings) {
        findings.error(
                call.uri().where(), "the kind of a call is written out", "begin the address with https: or the like");
    }
}
