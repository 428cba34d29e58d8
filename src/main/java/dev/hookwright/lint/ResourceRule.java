package dev.hookwright.lint;

import dev.hookwright.config.YamlValue;
import java.util.Optional;
import java.util.stream.Stream;

/** Camel takes a text that begins with {@code resource:} from elsewhere; here only from the workspace's own files. */
final class ResourceRule implements TextRule {
    private static final String RESOURCE = "resource:";
    private static final String FILE = "file:";

    @Override
    public void checkText(YamlValue text, RouteFile file, Findings findings) {
        Stream.of(Optional.of(text.text()), file.resolved(text))
                .flatMap(Optional::stream)
                .map(String::strip)
                .filter(written -> written.startsWith(RESOURCE))
                .map(written -> written.substring(RESOURCE.length()))
                .filter(place -> !isOfWorkspace(place, file))
                .findFirst()
                .ifPresent(place -> findings.error(
                        text.where(),
                        "an expression is not read from " + place,
                        "write it here, or put it into a file of the workspace and write resource:file:PATH"));
    }

    private static boolean isOfWorkspace(String place, RouteFile file) {
        return place.startsWith(FILE)
                && !place.contains("$")
                && !place.contains("{{")
                && file.readable().refusal(place.substring(FILE.length())).isEmpty();
    }
}
