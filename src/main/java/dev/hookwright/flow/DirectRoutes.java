package dev.hookwright.flow;

import dev.hookwright.config.NearestName;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Workspace;
import dev.hookwright.lint.RouteLint;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;

/** The routes that start from {@code direct:NAME}, and the steps that want to start them later. */
final class DirectRoutes {
    private static final String DIRECT = "direct://";
    private static final String LATER = "later:";

    private DirectRoutes() {}

    static Optional<Route> find(CamelContext context, String name) {
        return context.getRoutes().stream()
                .filter(route -> nameOf(route).equals(Optional.of(name)))
                .findFirst();
    }

    /** Their ids by name. */
    static Map<String, String> byName(CamelContext context) {
        Map<String, String> ids = new TreeMap<>();
        context.getRoutes().forEach(route -> nameOf(route).ifPresent(name -> ids.put(name, route.getId())));
        return ids;
    }

    private static Optional<String> nameOf(Route route) {
        String uri = route.getEndpoint().getEndpointUri();
        return uri.startsWith(DIRECT)
                ? Optional.of(uri.substring(DIRECT.length()).split("\\?", 2)[0])
                : Optional.empty();
    }

    /** Adds what is wrong with the names that {@code later:} steps give. */
    static void check(ModelCamelContext context, Workspace workspace, RouteLint lint, Problems problems) {
        Set<String> names = new TreeSet<>();
        context.getRoutes().forEach(route -> nameOf(route).ifPresent(names::add));
        for (RouteDefinition route : context.getRouteDefinitions()) {
            for (ProcessorDefinition<?> node :
                    ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class)) {
                String uri = uri(context, node);
                if (uri.startsWith(LATER)) {
                    String where = lint.file(Places.file(node.getLocation()))
                            .flatMap(file -> file.placeOf(uri, node.getLineNumber()))
                            .orElse(Places.of(workspace, node.getLocation(), node.getLineNumber()));
                    check(uri.substring(LATER.length()).replaceFirst("^//", ""), where, names, problems);
                }
            }
        }
    }

    private static void check(String address, String where, Collection<String> names, Problems problems) {
        String name = address.split("\\?", 2)[0];
        if (!name.equals(LaterComponent.CANCEL) && !names.contains(name)) {
            problems.add(
                    where,
                    "later:" + name + " starts no route, for none begins with from: direct:" + name,
                    NearestName.of(name, names)
                            .map(near -> "did you mean later:" + near + "?")
                            .orElse("add a route that does"));
        }
    }

    /** Only what begins with {@code later:} is looked at closer: a Kamelet's own nodes hold placeholders of its own. */
    private static String uri(CamelContext context, ProcessorDefinition<?> node) {
        String uri = node instanceof ToDefinition to
                ? to.getUri()
                : node instanceof ToDynamicDefinition dynamic ? dynamic.getUri() : null;
        return uri == null || !uri.startsWith(LATER) ? "" : context.resolvePropertyPlaceholders(uri.split("\\?", 2)[0]);
    }
}
