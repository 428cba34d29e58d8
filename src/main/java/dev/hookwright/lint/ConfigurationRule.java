package dev.hookwright.lint;

import dev.hookwright.config.NearestName;
import dev.hookwright.config.YamlValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The policy for errors that a route names is there. With none of that name Camel goes on without any. */
final class ConfigurationRule {
    private final Set<String> names = new TreeSet<>();

    /** @param files all that there are */
    ConfigurationRule(List<CheckedFile> files) {
        for (CheckedFile each : files) {
            for (YamlValue item : each.file().root().items()) {
                YamlValue configuration = item.get("routeConfiguration");
                YamlValue id = configuration == null ? null : configuration.get("id");
                if (id != null && id.isScalar()) {
                    each.file().resolved(id).ifPresent(names::add);
                }
            }
        }
    }

    void check(RouteFile file, Findings findings) {
        Part.each(file.root(), true, part -> {
            if (part.name().equals("routeConfigurationId") && part.value().isScalar()) {
                check(part, file.resolved(part.value()).orElse(""), findings);
            }
        });
    }

    /** @param ids with commas between; Camel takes patterns as well */
    private void check(Part part, String ids, Findings findings) {
        Optional<String> unknown = Stream.of(ids.split(","))
                .filter(id -> id.matches("[\\w.-]+") && !names.contains(id))
                .findFirst();
        if (unknown.isPresent()) {
            findings.error(
                    part.value().where(),
                    "there is no routeConfiguration with the id \"" + unknown.get() + "\"",
                    NearestName.of(unknown.get(), names)
                            .map(near -> "did you mean \"" + near + "\"?")
                            .orElse("leave it out for the usual policy, or write one"));
        } else {
            findings.warn(
                    part.field().where(),
                    "this route has only the named policy for errors, and no longer the usual one",
                    "leave it out, or see that the named one handles everything");
        }
    }
}
