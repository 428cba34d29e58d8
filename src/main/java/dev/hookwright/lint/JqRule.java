package dev.hookwright.lint;

import dev.hookwright.config.NearestName;
import dev.hookwright.config.YamlValue;
import java.util.Map;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** A jq expression can be read, and calls functions that there are. */
final class JqRule implements Rule {
    /** What people know from jq itself, and what to write instead. */
    private static final Map<String, String> INSTEAD = Map.of(
            "todate/0", "strftime(\"%Y-%m-%dT%H:%M:%SZ\")",
            "IN/1", "index or any(. == ...)",
            "input/0", "the body is .",
            "env/0", "a setting: {{name}}",
            "now/0", "${date:now} of simple",
            "error/2", "error(\"...\")");

    @Override
    public void check(Part part, RouteFile file, Findings findings) {
        YamlValue text = part.name().equals("jq") && !part.isStep() ? part.expression() : null;
        if (text == null) {
            return;
        }
        String query = file.resolved(text).orElse("");
        if (query.isBlank()) {
            return;
        }
        try {
            JsonQuery.compile(query, Versions.JQ_1_7);
        } catch (JsonQueryException e) {
            findings.error(
                    text.where(),
                    "this is not jq: " + JqSyntax.message(e),
                    "correct it; jq itself can try it on a sample");
            return;
        }
        for (JqCalls.Call call : JqCalls.of(query)) {
            String function = call.name() + "/" + call.arguments();
            if (!JqFunctions.has(call.name(), call.arguments())) {
                String instead = INSTEAD.get(function);
                findings.error(
                        text.where(),
                        "jq has no function " + call.name()
                                + (JqFunctions.names().contains(call.name())
                                        ? " with " + call.arguments() + " arguments"
                                        : " here"),
                        instead != null ? "use " + instead : remedy(call.name()));
            }
        }
    }

    private static String remedy(String name) {
        return JqFunctions.names().contains(name)
                ? "give it " + JqFunctions.argumentsOf(name) + ", with ; between if several"
                : NearestName.of(name, JqFunctions.names())
                        .map(near -> "did you mean \"" + near + "\"?")
                        .orElse("write it with the functions that there are, or with def");
    }
}
