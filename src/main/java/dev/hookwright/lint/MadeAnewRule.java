package dev.hookwright.lint;

import dev.hookwright.config.YamlValue;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A value that each drive of a run makes anew, and that several steps may be given. */
final class MadeAnewRule implements Rule {
    private static final Pattern BY_CHANCE = Pattern.compile("\\$(?:simple)?\\{\\s*(?:random\\(|uuid\\b)");
    private static final Pattern NOW = Pattern.compile("\\$(?:simple)?\\{\\s*date(?:-with-timezone)?:now\\b");
    private static final Set<String> ONE = Set.of("setVariable", "setProperty", "setHeader", "setBody");
    /** By the step, with the key of what it sets. */
    private static final Map<String, String> SEVERAL = Map.of("setVariables", "variables", "setHeaders", "headers");
    /** What is set for later steps; a time in a body or header is mostly that of sending. */
    private static final Set<String> KEPT = Set.of("setVariable", "setVariables", "setProperty");

    @Override
    public void check(Part part, RouteFile file, Findings findings) {
        if (file.isConnector() || !part.isStep()) {
            return;
        }
        YamlValue list = part.value().get(SEVERAL.getOrDefault(part.name(), ""));
        Stream<YamlValue> set = ONE.contains(part.name())
                ? Stream.of(part.value())
                : list == null ? Stream.of() : list.items().stream();
        set.flatMap(each -> Expressions.of(each).stream())
                .filter(language -> language.name().equals("simple"))
                .map(Part::expression)
                .filter(text -> text != null && isMadeAnew(text.text(), KEPT.contains(part.name())))
                .forEach(text -> findings.warn(
                        text.where(),
                        "this is made anew each time that the run is driven: a step that is tried again sees another value"
                                + " than one that is done",
                        "use ${variable.event[runId]} or what the event holds; or let a step make it, whose answer is"
                                + " kept"));
    }

    private static boolean isMadeAnew(String text, boolean isKept) {
        return BY_CHANCE.matcher(text).find() || (isKept && NOW.matcher(text).find());
    }
}
