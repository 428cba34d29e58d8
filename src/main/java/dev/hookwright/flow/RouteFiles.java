package dev.hookwright.flow;

import dev.hookwright.config.Problems;
import dev.hookwright.config.Workspace;
import dev.hookwright.connector.ConnectorCatalog;
import dev.hookwright.lint.RouteLint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;

/** Loads the workspace's routes/**&#47;*.camel.yaml into a context that is running, and says what is wrong with them. */
final class RouteFiles {
    private static final String POLICY_NAME = "the default error policy";
    private static final String DEFAULT_POLICY = "classpath:policy/default-errors.camel.yaml";

    private final CamelContext context;
    private final Workspace workspace;
    private final RouteLint lint;
    private final Problems problems;
    private final RouteProblems routeProblems;
    private final Set<Path> failed = new LinkedHashSet<>();

    RouteFiles(CamelContext context, Workspace workspace, RouteLint lint, Problems problems) {
        this.context = context;
        this.workspace = workspace;
        this.lint = lint;
        this.problems = problems;
        this.routeProblems = new RouteProblems(problems, ConnectorCatalog.names(workspace.connectors()));
    }

    /** Returns the files that could not be loaded. */
    Set<Path> load() {
        List<Loaded> loaded = new ArrayList<>();
        // The workspace's configurations come first, so that the first that fits is its own.
        for (Path file : lint.loadable()) {
            parse(file, workspace.nameOf(file), Places.location(file))
                    .forEach(builder -> loaded.add(new Loaded(file, workspace.nameOf(file), builder)));
        }
        parse(null, POLICY_NAME, DEFAULT_POLICY).forEach(builder -> loaded.add(new Loaded(null, POLICY_NAME, builder)));
        for (Loaded file : loaded) {
            if (file.builder() instanceof RouteConfigurationsBuilder configurations) {
                guarded(file.path(), file.name(), () -> context.addRoutesConfigurations(configurations));
            }
        }
        for (Loaded file : loaded) {
            guarded(file.path(), file.name(), () -> context.addRoutes(file.builder()));
        }
        // What is made of a template, which may stand in another file.
        for (Loaded file : loaded) {
            guarded(file.path(), file.name(), () -> context.addTemplatedRoutes(file.builder()));
        }
        return failed;
    }

    private record Loaded(@Nullable Path path, String name, RoutesBuilder builder) {}

    private RouteProblems.KnownPlaces places(Path path) {
        return lint.file(path)
                .<RouteProblems.KnownPlaces>map(file -> new PlacesOfFile((ModelCamelContext) context, file))
                .orElse(RouteProblems.KnownPlaces.NONE);
    }

    private interface Action {
        void run() throws Exception;
    }

    private List<RoutesBuilder> parse(@Nullable Path path, String name, String uri) {
        List<RoutesBuilder> builders = new ArrayList<>();
        guarded(path, name, () -> {
            Resource resource = ResourceHelper.resolveMandatoryResource(context, uri);
            builders.addAll(PluginHelper.getRoutesLoader(context).findRoutesBuilders(resource));
        });
        return builders;
    }

    /** Which templates there are has been looked at: one that Camel misses stands in a file that it has refused. */
    private boolean isOfOthers(Exception failure) {
        return !problems.isEmpty() && String.valueOf(failure.getMessage()).startsWith("Cannot find RouteTemplate ");
    }

    private static boolean isNested(Exception failure) {
        return ObjectHelper.getException(KameletSteps.NestedTooDeeply.class, failure) != null;
    }

    private void guarded(@Nullable Path path, String name, Action action) {
        try {
            action.run();
        } catch (Exception e) {
            if (path != null) {
                failed.add(path);
            }
            if (path == null) {
                routeProblems.add(name, e, RouteProblems.KnownPlaces.NONE);
            } else if (isNested(e) || (!lint.explain(path) && !isOfOthers(e))) {
                routeProblems.add(name, e, places(path));
            }
        }
    }
}
