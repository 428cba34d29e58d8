package dev.hookwright.lint;

import dev.hookwright.config.YamlValue;

/** A jsonpath expression can be read. */
final class JsonPathRule implements Rule {
    @Override
    public void check(Part part, RouteFile file, Findings findings) {
        YamlValue text = part.name().equals("jsonpath") && !part.isStep() ? part.expression() : null;
        if (text != null) {
            file.resolved(text).ifPresent(expression -> SimpleRule.checkPath(text, expression.strip(), findings));
        }
    }
}
