package dev.hookwright.flow;

import dev.hookwright.config.Problems;
import dev.hookwright.config.Workspace;
import dev.hookwright.config.WorkspaceFiles;
import dev.hookwright.connector.ConnectorCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Loads the workspace's routes/**&#47;*.camel.yaml into a context that is running, and says what is wrong with them. */
final class RouteFiles {
    private static final String DEFAULT_POLICY = "classpath:policy/default-errors.camel.yaml";

    private final CamelContext context;
    private final Workspace workspace;
    private final Problems problems;
    private final RouteProblems routeProblems;

    RouteFiles(CamelContext context, Workspace workspace, Problems problems) {
        this.context = context;
        this.workspace = workspace;
        this.problems = problems;
        this.routeProblems = new RouteProblems(problems, ConnectorCatalog.names(workspace.connectors()));
    }

    void load() {
        List<Loaded> loaded = new ArrayList<>();
        // The workspace's configurations come first, so that the first that fits is its own.
        for (Path file : files()) {
            String name = workspace.nameOf(file);
            parse(name, file.toUri().toString()).forEach(builder -> loaded.add(new Loaded(name, builder)));
        }
        parse("the default error policy", DEFAULT_POLICY)
                .forEach(builder -> loaded.add(new Loaded("the default error policy", builder)));
        for (Loaded file : loaded) {
            if (file.builder() instanceof RouteConfigurationsBuilder configurations) {
                guarded(file.name(), () -> context.addRoutesConfigurations(configurations));
            }
        }
        for (Loaded file : loaded) {
            guarded(file.name(), () -> context.addRoutes(file.builder()));
        }
    }

    private record Loaded(String name, RoutesBuilder builder) {}

    private interface Action {
        void run() throws Exception;
    }

    private List<RoutesBuilder> parse(String name, String uri) {
        List<RoutesBuilder> builders = new ArrayList<>();
        guarded(name, () -> {
            Resource resource = ResourceHelper.resolveMandatoryResource(context, uri);
            builders.addAll(PluginHelper.getRoutesLoader(context).findRoutesBuilders(resource));
        });
        return builders;
    }

    private void guarded(String name, Action action) {
        try {
            action.run();
        } catch (Exception e) {
            routeProblems.add(name, e);
        }
    }

    private List<Path> files() {
        if (!Files.isDirectory(workspace.routes())) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(workspace.routes())) {
            List<Path> all = walk.filter(file -> !WorkspaceFiles.isHidden(workspace.routes(), file))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
            for (Path file : all) {
                String name = file.getFileName().toString();
                if (name.endsWith(".camel.yml")) {
                    problems.add(
                            workspace.nameOf(file) + ":1:1",
                            "route files end in .camel.yaml",
                            "rename it to " + name.replace(".yml", ".yaml"));
                }
            }
            return all.stream()
                    .filter(file -> file.getFileName().toString().endsWith(".camel.yaml"))
                    .toList();
        } catch (IOException e) {
            problems.add(workspace.nameOf(workspace.routes()), "cannot be read", "check its permissions");
            return List.of();
        }
    }
}
