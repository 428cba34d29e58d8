package dev.hookwright.lint;

import dev.hookwright.config.YamlValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What stands where in a file of routes, and what is in which of several. */
final class FileRules {
    private static final Set<String> HANDLERS = Set.of(
            "errorHandler", "intercept", "interceptFrom", "interceptSendToEndpoint", "onCompletion", "onException");

    private static final Pattern ID = Pattern.compile("(?m)^\\s+id:\\s*[\"']?([^\\s\"']+)");

    private final Map<String, String> routes = new HashMap<>();

    void check(RouteFile file, Findings findings) {
        if (!file.root().isSequence() && !file.root().isNull()) {
            findings.error(file.root().where(), "a file of routes is a list", "begin it with - route:");
            return;
        }
        checkStepIds(file.root(), findings);
        boolean routeSeen = false;
        for (YamlValue item : file.root().items()) {
            for (YamlValue.Field field : item.fields()) {
                if (routeSeen && HANDLERS.contains(KeyName.of(field.name()))) {
                    findings.error(
                            field.where(),
                            field.name() + " stands behind a route",
                            "move this " + field.name() + " above the first route of the file");
                }
                if (field.name().startsWith("rest")) {
                    findings.error(
                            field.where(),
                            field.name() + " is not served here",
                            "start a route from platform-http:/hooks/NAME");
                }
                if (field.name().equals("route") || field.name().equals("from")) {
                    routeSeen = true;
                }
                if (field.name().equals("route")) {
                    checkId(field, "id", findings);
                } else if (field.name().equals("templatedRoute")) {
                    checkId(field, "routeId", findings);
                } else if (field.name().equals("from")) {
                    warnOfNoId(field, "write - route: with id: NAME, and this from: under it", findings);
                }
            }
        }
    }

    /** The ids of the routes in a file. */
    static Set<String> ids(YamlValue root) {
        Set<String> ids = new TreeSet<>();
        for (YamlValue item : root.items()) {
            YamlValue route = item.get("route");
            YamlValue made = item.get("templatedRoute");
            YamlValue id = route != null ? route.get("id") : made != null ? made.get("routeId") : null;
            if (id != null && id.isScalar()) {
                ids.add(id.text());
            }
        }
        return ids;
    }

    /** The same of a text that cannot be read as YAML, as far as can be seen. */
    static Set<String> idsIn(String text) {
        Set<String> ids = new TreeSet<>();
        ID.matcher(text).results().forEach(found -> ids.add(found.group(1)));
        return ids;
    }

    /** Routes and steps of one file share their ids. */
    private static void checkStepIds(YamlValue root, Findings findings) {
        Map<String, String> seen = new HashMap<>();
        for (YamlValue item : root.items()) {
            YamlValue route = item.get("route");
            YamlValue id = route == null ? null : route.get("id");
            if (id != null && id.isScalar()) {
                seen.put(id.text(), id.where());
            }
        }
        Part.each(root, true, part -> {
            boolean isStep = part.isStep()
                    && !part.name().equals("route")
                    && !part.name().equals("routeTemplate");
            YamlValue id = isStep ? part.text("id") : null;
            String other = id == null ? null : seen.putIfAbsent(id.text(), id.where());
            if (id != null && other != null) {
                findings.error(
                        id.where(),
                        "the id \"" + id.text() + "\" is at " + other + " already",
                        "give this step another");
            }
        });
    }

    private static void warnOfNoId(YamlValue.Field route, String remedy, Findings findings) {
        findings.warn(
                route.where(), "this route has no id, so its runs are not found again when the file changes", remedy);
    }

    private void checkId(YamlValue.Field route, String key, Findings findings) {
        YamlValue id = route.value().get(key);
        if (id == null || !id.isScalar()) {
            if (route.value().isMapping()) {
                warnOfNoId(route, "add " + key + ": NAME", findings);
            }
            return;
        }
        String other = routes.putIfAbsent(id.text(), id.where());
        if (other != null) {
            findings.error(id.where(), "the route \"" + id.text() + "\" is at " + other + " already", "rename one");
        }
    }
}
