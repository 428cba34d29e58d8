package dev.hookwright.lint;

import dev.hookwright.config.Nesting;
import dev.hookwright.config.YamlValue;
import java.util.ArrayList;
import java.util.List;

/**
 * A text is nested no deeper than its readers, which go into themselves for each level, can follow. Kept before any
 * other rule is: one that uses up its stack may leave a lock behind that is held for good.
 */
final class DepthRule {
    private DepthRule() {}

    /** Whether all texts of a file may be read. */
    static boolean allows(RouteFile file, Findings findings) {
        List<YamlValue> deep = new ArrayList<>();
        Scalars.each(file.root(), text -> {
            if (isDeep(text.text())
                    || file.resolved(text).filter(DepthRule::isDeep).isPresent()) {
                deep.add(text);
            }
        });
        deep.forEach(text -> findings.error(
                text.where(), "more than " + Nesting.DEEPEST + " brackets are open at once here", "divide it"));
        return deep.isEmpty();
    }

    private static boolean isDeep(String text) {
        return Nesting.ofBrackets(text) > Nesting.DEEPEST;
    }
}
