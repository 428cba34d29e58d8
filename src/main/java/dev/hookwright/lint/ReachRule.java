package dev.hookwright.lint;

import dev.hookwright.config.Settings;
import dev.hookwright.config.YamlValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text is filled in with settings that are meant for routes, and with nothing else of the machine or of Hookwright. */
final class ReachRule implements TextRule {
    static final String OTHER_KIND = "a route is not made of this kind of placeholder";
    static final String USUAL_KINDS = "write {{NAME}}, {{NAME:default}} or {{env:NAME}}";

    private static final Pattern OTHER_SOURCE = Pattern.compile("\\{\\{\\s*[?!]?\\s*(?:sys|bean|service(?:\\.\\w+)?):");
    /** Halves that are harmless until they are put together. */
    private static final Pattern NESTED = Pattern.compile("\\{\\{[^{}]*\\{");

    private static final Pattern ENVIRONMENT = Pattern.compile("\\$(?:simple)?\\{\\s*(?:env|sysenv|sys)[.:]");
    private static final Pattern OWN =
            Pattern.compile("(?i)(?:\\{\\{|properties:)\\s*[?!]?\\s*(?:env:)?\\s*(hookwright[._][a-z0-9._-]*)");

    static boolean hasOtherSource(String text) {
        return OTHER_SOURCE.matcher(text).find();
    }

    @Override
    public void checkText(YamlValue text, RouteFile file, Findings findings) {
        String both = text.text() + "\n" + file.resolved(text).orElse("");
        if (hasOtherSource(both)) {
            findings.error(text.where(), OTHER_KIND, USUAL_KINDS);
        }
        if (NESTED.matcher(text.text()).find()) {
            findings.error(text.where(), "nothing stands in a placeholder but its name and default", "divide it");
        }
        if (ENVIRONMENT.matcher(both).find()) {
            findings.error(
                    text.where(), "an expression may not read the environment", "write {{NAME}}, which reads it too");
        }
        Matcher own = OWN.matcher(both);
        if (own.find() && Settings.isSecret(own.group(1))) {
            findings.error(
                    text.where(),
                    "a route may not read Hookwright's own secrets",
                    "give the route a setting of its own");
        }
    }
}
