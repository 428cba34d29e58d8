package dev.hookwright.lint;

import dev.hookwright.config.Placeholders;
import dev.hookwright.config.Workspace;
import dev.hookwright.config.YamlValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file with routes, or a connector's template, as the rules see it.
 *
 * @param text as it stands in the file
 * @param root of what the rules are for
 */
record RouteFile(
        String name, String text, YamlValue root, boolean isConnector, Placeholders placeholders, Workspace workspace) {
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

    /** What is wrong with a file that a route reads; nothing if it may. */
    Optional<String> resource(String path) {
        Path file = Path.of("")
                .toAbsolutePath()
                .resolve(path.replaceFirst("^//(?=/)", ""))
                .normalize();
        if (!Files.exists(file)) {
            return Optional.of("there is no file " + path);
        }
        try {
            return file.toRealPath().startsWith(workspace.root().toRealPath())
                    ? Optional.empty()
                    : Optional.of("the file " + path + " is outside of the workspace");
        } catch (IOException e) {
            return Optional.of("the file " + path + " cannot be read");
        }
    }
}
