package dev.hookwright.routetest;

import dev.hookwright.config.InvalidWorkspace;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Workspace;
import dev.hookwright.config.WorkspaceFiles;
import dev.hookwright.config.YamlValue;
import dev.hookwright.connector.Connector;
import dev.hookwright.connector.ConnectorCatalog;
import dev.hookwright.provider.Samples;
import dev.hookwright.server.LoadedWorkspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The test files of a workspace, held to the endpoints, steps and routes that it has. */
final class TestFiles {
    private TestFiles() {}

    static List<Path> of(Workspace workspace) {
        return Stream.of(workspace.routes(), workspace.connectors())
                .flatMap(folder -> below(workspace, folder).stream())
                .filter(file -> file.toString().endsWith(RouteTests.SUFFIX))
                .toList();
    }

    private static List<Path> below(Workspace workspace, Path folder) {
        try {
            return WorkspaceFiles.below(folder);
        } catch (IOException e) {
            throw new InvalidWorkspace(workspace.nameOf(folder), "cannot be read", "check its permissions");
        }
    }

    /**
     * The tests by the names of their files; what is wrong with them is added to the problems. Where there are problems
     * already, what they name is not looked for.
     */
    static Map<String, List<RouteTest>> read(
            Workspace workspace, LoadedWorkspace loaded, List<Path> files, Problems problems) {
        Samples samples = Samples.list();
        Names names = new Names(
                loaded.flow().stepIds(),
                loaded.flow().routeIds(),
                loaded.flow().laterRoutes().keySet(),
                loaded.flow().timerRoutes(),
                false,
                problems.isEmpty(),
                problems);
        AlarmReader alarms = new AlarmReader(loaded.alerts(), names);
        Map<String, List<RouteTest>> read = new LinkedHashMap<>();
        for (Path file : files) {
            String name = workspace.nameOf(file);
            Path folder = file.toAbsolutePath().getParent();
            TestFileReader reader = isOfConnectors(workspace, file)
                    ? ofConnectors(workspace, folder == null ? file : folder, problems)
                    : new TestFileReader(
                            new RouteActions(
                                    new DeliveryReader(
                                            new PayloadReader(folder == null ? file : folder, names),
                                            loaded.endpoints(),
                                            samples),
                                    alarms,
                                    names),
                            names);
            int before = problems.all().size();
            Optional<YamlValue> root = YamlValue.read(name, file, problems);
            if (root.isEmpty() && problems.all().size() == before) {
                problems.add(name + ":1:1", "there is no test in the file", "write one, or remove the file");
            }
            read.put(name, root.map(reader::read).orElse(List.of()));
        }
        return read;
    }

    /** Those beside the connectors are theirs. */
    private static boolean isOfConnectors(Workspace workspace, Path file) {
        return file.toAbsolutePath().normalize().startsWith(workspace.connectors());
    }

    private static TestFileReader ofConnectors(Workspace workspace, Path folder, Problems problems) {
        Names requests = Names.ofRequests(problems);
        // What is wrong with a connector is said where the workspace is loaded.
        List<Connector> connectors = ConnectorCatalog.all(workspace, new Problems());
        return new TestFileReader(new ConnectorCallReader(connectors, new PayloadReader(folder, requests)), requests);
    }
}
