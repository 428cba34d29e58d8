package dev.hookwright.lint;

import dev.hookwright.config.NearestName;
import dev.hookwright.config.YamlValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is handed on to direct: or later: starts a route, and just one. */
final class DirectRule {
    private static final String DIRECT = "direct:";
    private static final String LATER = "later:";
    /** {@code later:cancel} starts none, but takes one back. */
    private static final String CANCEL = "cancel";

    /** Where each begins, by its name. */
    private final Map<String, String> starts = new HashMap<>();
    /** Whether a template makes some whose names are said only where it is used. */
    private boolean isMade;

    /** @param files all that there are: with one of them missing, nobody can say what leads nowhere */
    void check(List<CheckedFile> files) {
        for (CheckedFile each : files) {
            boolean hasTemplates =
                    each.file().root().items().stream().anyMatch(item -> item.get("routeTemplate") != null);
            Part.each(each.file().root(), true, part -> {
                YamlValue uri = part.name().equals("from") ? part.text("uri") : null;
                isMade |= hasTemplates && uri != null && uri.text().matches(DIRECT + ".*\\{\\{.*");
                name(part, each.file(), DIRECT)
                        .filter(name -> part.name().equals("from"))
                        .ifPresent(name -> start(name, place(part), each.findings()));
            });
        }
        for (CheckedFile each : files) {
            Part.each(each.file().root(), true, part -> checkTarget(part, each));
        }
    }

    private void checkTarget(Part part, CheckedFile each) {
        if (part.name().equals("from") || isMade) {
            return;
        }
        name(part, each.file(), DIRECT)
                .filter(name -> !starts.containsKey(name))
                .ifPresent(name -> each.findings()
                        .error(
                                place(part),
                                "no route begins with from: direct:" + name,
                                nearest(DIRECT, name, "write such a route, or leave this step out")));
        name(part, each.file(), LATER)
                .filter(name -> !starts.containsKey(name) && !name.equals(CANCEL))
                .ifPresent(name -> each.findings()
                        .error(
                                place(part),
                                "later:" + name + " starts no route, for none begins with from: direct:" + name,
                                nearest(LATER, name, "add a route that does")));
    }

    private String nearest(String scheme, String name, String otherwise) {
        return NearestName.of(name, starts.keySet())
                .map(near -> "did you mean " + scheme + near + "?")
                .orElse(otherwise);
    }

    private void start(String name, String where, Findings findings) {
        String other = starts.putIfAbsent(name, where);
        if (other != null) {
            findings.error(
                    where,
                    "a route begins with from: direct:" + name + " at " + other + " already",
                    "rename one, or make one route of the two");
        }
    }

    private static Optional<String> name(Part part, RouteFile file, String scheme) {
        return Call.of(part, file)
                .filter(call -> call.isWhole() && !Call.isDynamic(part) && !call.dependsOnEvent())
                .map(call -> call.address().orElse(""))
                .filter(address -> address.startsWith(scheme))
                .map(address -> address.substring(scheme.length()).replaceFirst("^//", ""));
    }

    private static String place(Part part) {
        YamlValue uri = part.value().isScalar() ? part.value() : part.text("uri");
        return uri == null ? part.field().where() : uri.where();
    }
}
