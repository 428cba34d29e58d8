package dev.hookwright.lint;

import dev.hookwright.config.Placeholders;
import dev.hookwright.config.ReadableFiles;
import dev.hookwright.config.YamlValue;
import java.util.Optional;

/**
 * A file with routes, or a connector's template, as the rules see it.
 *
 * @param text as it stands in the file
 * @param root of what the rules are for
 */
record RouteFile(
        String name,
        String text,
        YamlValue root,
        boolean isConnector,
        Placeholders placeholders,
        ReadableFiles readable) {
    /** A text with its settings filled in; nothing where one is missing or, in a connector, is yet to be given. */
    Optional<String> resolved(YamlValue value) {
        return isConnector && value.text().contains("{{") ? Optional.empty() : filled(value.text());
    }

    Optional<String> filled(String text) {
        try {
            return Optional.of(placeholders.resolve(text));
        } catch (Placeholders.NoValue e) {
            return Optional.empty();
        }
    }
}
