package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.config.NearestName;
import dev.hookwright.endpoint.RouteDescription;
import dev.hookwright.endpoint.RouteNode;
import dev.hookwright.endpoint.RouteSettings;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.RouteVersion;
import dev.hookwright.ledger.RunStatus;
import dev.hookwright.ledger.StepCounts;
import dev.hookwright.retry.Durations;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The calls about routes. Blocking: not for an event loop. */
public final class RouteApi implements ApiPart {
    private static final Pattern VERSION = Pattern.compile("[0-9a-f]{12}");

    private final Ledger ledger;
    private final Supplier<ServedWorkspace> workspace;
    private final RecentActivity activity;
    private final Predicate<String> paused;

    /** @param paused whether the runs of a route are held */
    public RouteApi(
            Ledger ledger, Supplier<ServedWorkspace> workspace, RecentActivity activity, Predicate<String> paused) {
        this.ledger = ledger;
        this.workspace = workspace;
        this.activity = activity;
        this.paused = paused;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get("/routes", Role.VIEWER, "Routes with their settings and what became of their runs.")
                        .gives("RouteList", call -> list()),
                Operation.get("/routes/{id}", Role.VIEWER, "A route as the tree that it is, with its text.")
                        .gives("Route", call -> one(call.path("id"))),
                Operation.get("/routes/{id}/versions/{version}", Role.VIEWER, "The text of a route as it was once.")
                        .gives("RouteText", call -> version(call.path("id"), call.path("version"))));
    }

    private JsonNode list() {
        ServedWorkspace served = workspace.get();
        return PageRequest.whole(served.routes(), route -> json(route, served)).put("complete", activity.isComplete());
    }

    private JsonNode one(String id) {
        ServedWorkspace served = workspace.get();
        RouteDescription route = served.routes().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> unknown(id, served));
        StepCounts counts = activity.steps(id);
        ObjectNode json = json(route, served).put("yaml", route.yaml()).put("countedRuns", counts.runs());
        ArrayNode versions = json.putArray("versions");
        ledger.routeVersions().of(id).forEach(version -> versions.add(head(version)));
        json.set("tree", tree(route.tree(), counts.bySteps()));
        return json;
    }

    private JsonNode version(String route, String version) {
        if (!VERSION.matcher(version).matches()) {
            throw new ApiProblem(404, "no-such-version", "\"" + version + "\" is no version: it is twelve digits.");
        }
        return ledger.routeVersions()
                .find(route, RouteVersion.number(version))
                .map(found -> head(found).put("route", found.route()).put("yaml", found.yaml()))
                .orElseThrow(() -> new ApiProblem(
                        404,
                        "no-such-version",
                        "There is no version \"" + version + "\" of \"" + route
                                + "\" any more: texts are kept while runs that went through them are."));
    }

    private static ObjectNode head(RouteVersion version) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("version", version.version())
                .put("firstSeen", version.firstSeen().toString())
                .put("lastSeen", version.lastSeen().toString());
    }

    private static ApiProblem unknown(String id, ServedWorkspace served) {
        String near = NearestName.of(
                        id, served.routes().stream().map(RouteDescription::id).toList())
                .map(nearest -> " Did you mean \"" + nearest + "\"?")
                .orElse("");
        return new ApiProblem(404, "no-such-route", "There is no route \"" + id + "\"." + near);
    }

    private ObjectNode json(RouteDescription route, ServedWorkspace served) {
        RouteSettings settings = served.endpoints().settingsOf(route.id());
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", route.id())
                .put("description", route.description())
                .put("from", route.from())
                .put("maxInFlight", settings.maxInFlight())
                .put(
                        "orderBy",
                        settings.orderBy() == null ? null : settings.orderBy().text())
                .put("paused", paused.test(route.id()))
                .put("version", route.version())
                .put("file", route.file())
                .put("line", route.line());
        route.endpoints().forEach(json.putArray("endpoints")::add);
        settings.types().forEach(json.putArray("types")::add);
        ArrayNode retry = json.putArray("retry");
        settings.retry().delays().forEach(delay -> retry.add(Durations.format(delay)));
        ObjectNode counts = json.putObject("counts");
        Map<RunStatus, Long> recent = activity.runs(route.id());
        for (RunStatus status : RunStatus.values()) {
            counts.put(status.word(), recent.getOrDefault(status, 0L));
        }
        return json;
    }

    private static ObjectNode tree(RouteNode node, Map<String, StepCounts.OfStep> counts) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", node.id())
                .put("kind", node.kind())
                .put("label", node.label())
                .put("description", node.description())
                .put("step", node.step())
                .put("line", node.line());
        if (node.step()) {
            StepCounts.OfStep count = counts.getOrDefault(node.id(), StepCounts.OfStep.NONE);
            json.putObject("counts").put("done", count.done()).put("failed", count.failed());
        }
        ArrayNode children = json.putArray("children");
        node.children().forEach(child -> children.add(tree(child, counts)));
        return json;
    }
}
