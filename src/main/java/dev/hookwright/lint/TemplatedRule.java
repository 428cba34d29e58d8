package dev.hookwright.lint;

import dev.hookwright.config.NearestName;
import dev.hookwright.config.YamlValue;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A route that is made of a template names one that is there, and gives it what it needs. */
final class TemplatedRule {
    private record Template(YamlValue value, CheckedFile holder) {}

    private final Map<String, Template> templates = new TreeMap<>();

    /** @param files all that there are */
    TemplatedRule(List<CheckedFile> files) {
        for (CheckedFile each : files) {
            for (YamlValue value : all("routeTemplate", each.file())) {
                YamlValue id = value.get("id");
                if (id != null && id.isScalar()) {
                    templates.put(id.text(), new Template(value, each));
                }
            }
        }
    }

    /** @param whole whether all templates are known */
    void check(CheckedFile file, boolean whole) {
        for (YamlValue made : all("templatedRoute", file.file())) {
            YamlValue name = made.get("routeTemplateRef");
            if (name != null && name.isScalar()) {
                check(made, name, whole, file.findings());
            }
        }
    }

    private void check(YamlValue made, YamlValue name, boolean whole, Findings findings) {
        Template template = templates.get(name.text());
        if (template != null) {
            Set<String> missing = needed(template.value());
            missing.removeAll(parameters(made));
            if (!missing.isEmpty()) {
                findings.error(
                        name.where(),
                        "the template is not given its " + String.join(", ", missing),
                        "add it under parameters: {name: ..., value: ...}");
            }
        } else if (whole) {
            findings.error(
                    name.where(),
                    "there is no template \"" + name.text() + "\"",
                    NearestName.of(name.text(), templates.keySet())
                            .map(near -> "did you mean \"" + near + "\"?")
                            .orElse("correct the name, or write - routeTemplate: with it"));
        } else {
            findings.refuse(); // It may stand in the file that cannot be read.
        }
    }

    /** What is made of a template that is not loaded is not loaded either. To be asked when all else is. */
    void refuseWithTemplates(CheckedFile file) {
        for (YamlValue made : all("templatedRoute", file.file())) {
            YamlValue name = made.get("routeTemplateRef");
            Template template = name == null ? null : templates.get(name.textOrNothing());
            if (template != null && template.holder().findings().isRefused()) {
                file.findings().refuse();
            }
        }
    }

    /** Where the route of that id is made of a template. */
    static Optional<String> placeOf(String route, Collection<RouteFile> files) {
        for (RouteFile file : files) {
            for (YamlValue made : all("templatedRoute", file)) {
                YamlValue id = made.get("routeId");
                if (id != null && id.textOrNothing().equals(route)) {
                    return Optional.of(id.where());
                }
            }
        }
        return Optional.empty();
    }

    /** The names of the parameters that a template has, or is given. */
    static Set<String> parameters(YamlValue holder) {
        Set<String> names = new TreeSet<>();
        for (YamlValue parameter : items(holder.get("parameters"))) {
            YamlValue name = parameter.get("name");
            if (name != null && name.isScalar()) {
                names.add(name.text());
            }
        }
        return names;
    }

    /** Those without which Camel does not make the route; it looks for them in the environment too. */
    private static Set<String> needed(YamlValue template) {
        Set<String> names = parameters(template);
        for (YamlValue parameter : items(template.get("parameters"))) {
            YamlValue required = parameter.get("required");
            boolean isOptional = parameter.get("defaultValue") != null
                    || (required != null && required.textOrNothing().equals("false"));
            YamlValue name = parameter.get("name");
            if (name != null && (isOptional || isInEnvironment(name.textOrNothing()))) {
                names.remove(name.textOrNothing());
            }
        }
        return names;
    }

    private static boolean isInEnvironment(String name) {
        return System.getenv(name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_")) != null;
    }

    private static List<YamlValue> items(@Nullable YamlValue list) {
        return list == null ? List.of() : list.items();
    }

    private static List<YamlValue> all(String kind, RouteFile file) {
        return file.root().items().stream()
                .flatMap(item -> item.fields().stream())
                .filter(field -> field.name().equals(kind))
                .map(YamlValue.Field::value)
                .toList();
    }
}
