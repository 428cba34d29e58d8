package dev.hookwright.routetest;

import dev.hookwright.config.InvalidWorkspace;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Workspace;
import dev.hookwright.config.WorkspaceFiles;
import dev.hookwright.config.YamlValue;
import dev.hookwright.provider.Samples;
import dev.hookwright.server.LoadedWorkspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The test files of a workspace, held to the endpoints, steps and routes that it has. */
final class TestFiles {
    private TestFiles() {}

    static List<Path> of(Workspace workspace) {
        try {
            return WorkspaceFiles.below(workspace.routes()).stream()
                    .filter(file -> file.toString().endsWith(RouteTests.SUFFIX))
                    .toList();
        } catch (IOException e) {
            throw new InvalidWorkspace(workspace.nameOf(workspace.routes()), "cannot be read", "check its permissions");
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
                problems.isEmpty(),
                problems);
        AlarmReader alarms = new AlarmReader(loaded.alerts(), names);
        Map<String, List<RouteTest>> read = new LinkedHashMap<>();
        for (Path file : files) {
            String name = workspace.nameOf(file);
            Path folder = file.toAbsolutePath().getParent();
            DeliveryReader deliveries =
                    new DeliveryReader(folder == null ? file : folder, loaded.endpoints(), samples, names);
            int before = problems.all().size();
            Optional<YamlValue> root = YamlValue.read(name, file, problems);
            if (root.isEmpty() && problems.all().size() == before) {
                problems.add(name + ":1:1", "there is no test in the file", "write one, or remove the file");
            }
            read.put(
                    name,
                    root.map(found -> new TestFileReader(deliveries, alarms, names).read(found))
                            .orElse(List.of()));
        }
        return read;
    }
}
