package dev.hookwright.flow;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.jspecify.annotations.Nullable;

/**
 * A parameter that may hold {@code ${...}}.
 *
 * @param expression null where the text stands for itself
 */
record EvaluatedText(String name, String text, @Nullable Expression expression) {
    static EvaluatedText of(CamelContext context, String name, String text) {
        return new EvaluatedText(
                name,
                text,
                text.contains("${") ? context.resolveLanguage("simple").createExpression(text) : null);
    }

    /** @throws IllegalArgumentException if it comes to nothing */
    String of(Exchange exchange) {
        String value = expression == null ? text : expression.evaluate(exchange, String.class);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " comes to nothing: " + text);
        }
        return value.strip();
    }
}
