package dev.hookwright.routetest;

import dev.hookwright.config.InvalidWorkspace;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Workspace;
import dev.hookwright.config.YamlValue;
import dev.hookwright.provider.Samples;
import dev.hookwright.server.LoadedWorkspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The test files of a workspace, held to the endpoints, steps and routes that it has. */
final class TestFiles {
    private TestFiles() {}

    static List<Path> of(Workspace workspace) {
        if (!Files.isDirectory(workspace.routes())) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(workspace.routes())) {
            return files.filter(file -> file.toString().endsWith(RouteTests.SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InvalidWorkspace(workspace.nameOf(workspace.routes()), "cannot be read", "check its permissions");
        }
    }

    /** The tests by the names of their files; what is wrong with them is added to the problems. */
    static Map<String, List<RouteTest>> read(
            Workspace workspace, LoadedWorkspace loaded, List<Path> files, Problems problems) {
        Samples samples = Samples.list();
        Names names = new Names(
                loaded.flow().stepIds(),
                loaded.flow().routeIds(),
                loaded.flow().laterRoutes().keySet(),
                loaded.flow().timerRoutes(),
                problems);
        AlarmReader alarms = new AlarmReader(loaded.alerts(), names);
        Map<String, List<RouteTest>> read = new LinkedHashMap<>();
        for (Path file : files) {
            String name = workspace.nameOf(file);
            Path folder = file.toAbsolutePath().getParent();
            DeliveryReader deliveries =
                    new DeliveryReader(folder == null ? file : folder, loaded.endpoints(), samples, names);
            read.put(
                    name,
                    YamlValue.read(name, file, problems)
                            .map(root -> new TestFileReader(deliveries, alarms, names).read(root))
                            .orElse(List.of()));
        }
        return read;
    }
}
