package dev.hookwright.flow;

import dev.hookwright.config.Problem;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Workspace;
import dev.hookwright.connector.ConnectorCatalog;
import dev.hookwright.lint.LoadableFile;
import dev.hookwright.lint.RouteLint;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.NodeIdFactory;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.util.ObjectHelper;

/**
 * What else is wrong with a file of which something is. Camel tells of the first problem only, so what is known to be
 * wrong is left out, and the rest built again, until nothing more is found.
 */
final class FurtherProblems {
    private static final int MOST_ROUNDS = 50;

    private final BareCamel camel;
    private final DefaultCamelContext context;
    private final Workspace workspace;
    private final RouteLint lint;
    private final Problems problems;

    /** @param camel for this alone, and not started */
    FurtherProblems(BareCamel camel, Workspace workspace, RouteLint lint, Problems problems) {
        this.camel = camel;
        this.context = camel.context();
        this.workspace = workspace;
        this.lint = lint;
        this.problems = problems;
    }

    void find(Collection<Path> files) throws Exception {
        try (camel) {
            // Camel's own counts for the whole process: a route without an id would be called otherwise afterwards.
            Map<String, Integer> named = new HashMap<>();
            context.getCamelContextExtension()
                    .addContextPlugin(
                            NodeIdFactory.class,
                            node -> node.getShortName() + named.merge(node.getShortName(), 1, Integer::sum));
            camel.start();
            for (Path file : files) {
                find(file);
            }
        }
    }

    private void find(Path path) throws Exception {
        String file = workspace.nameOf(path) + ":";
        Set<String> wrong = problems.all().stream()
                .map(Problem::where)
                .filter(where -> where.startsWith(file))
                .collect(Collectors.toCollection(HashSet::new));
        boolean isMore = true;
        for (int round = 0; isMore && round < MOST_ROUNDS; round++) {
            Optional<LoadableFile> rest = lint.without(path, wrong);
            List<Problem> found = rest.isPresent() ? build(path, rest.get(), wrong) : List.of();
            isMore = wrong.addAll(found.stream().map(Problem::where).toList());
        }
    }

    /** Adds the problem that Camel has with this, unless it is at a place that is known to be wrong, and returns it. */
    private List<Problem> build(Path path, LoadableFile rest, Set<String> wrong) throws Exception {
        Problems found = new Problems();
        try {
            Resource resource = ResourceHelper.fromString(Places.location(path), rest.text());
            for (RoutesBuilder builder : PluginHelper.getRoutesLoader(context).findRoutesBuilders(resource)) {
                if (builder instanceof RouteConfigurationsBuilder configurations) {
                    context.addRoutesConfigurations(configurations);
                }
                context.addRoutes(builder);
                context.addTemplatedRoutes(builder);
            }
        } catch (Exception e) {
            new RouteProblems(found, ConnectorCatalog.names(workspace.connectors()))
                    .add(workspace.nameOf(path), e, new PlacesOfFile(context, rest));
            if (!isOfOtherFiles(e)) {
                problems.addAll(found.all().stream()
                        .filter(problem -> !wrong.contains(problem.where()))
                        .toList());
            }
        } finally {
            takeOut();
        }
        return found.all();
    }

    /** The file that has it may not be loaded; that it is in none has been said. */
    private static boolean isOfOtherFiles(Exception failure) {
        return ObjectHelper.getException(NoSuchBeanException.class, failure) != null
                || String.valueOf(failure.getMessage()).startsWith("Cannot find RouteTemplate ");
    }

    private void takeOut() throws Exception {
        context.removeRouteDefinitions(List.copyOf(context.getRouteDefinitions()));
        context.removeRouteTemplateDefinitions("*");
        for (var configuration : List.copyOf(context.getRouteConfigurationDefinitions())) {
            context.removeRouteConfiguration(configuration);
        }
    }
}
