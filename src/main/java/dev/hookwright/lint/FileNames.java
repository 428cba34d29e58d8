package dev.hookwright.lint;

import dev.hookwright.config.Problems;
import dev.hookwright.config.Workspace;
import dev.hookwright.config.WorkspaceFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Which files of a workspace are read, going by their names; one that looks like it and is not is a problem. */
final class FileNames {
    static final String ROUTES = ".camel.yaml";

    private FileNames() {}

    static List<Path> routes(Workspace workspace, Problems problems) {
        List<Path> routes = new ArrayList<>();
        for (Path file : all(workspace, workspace.routes(), problems)) {
            String name = file.getFileName().toString();
            if (name.endsWith(".yml")) {
                problems.add(
                        workspace.nameOf(file) + ":1:1",
                        name.endsWith(".camel.yml")
                                ? "route files end in .camel.yaml"
                                : "the file is not read: its name ends in .yml",
                        "rename it to " + name.replaceFirst("\\.yml$", ".yaml"));
            } else if (name.endsWith(ROUTES)) {
                routes.add(file);
            } else if (name.endsWith(".yaml")
                    && !name.endsWith(".test.yaml")
                    && !file.equals(workspace.endpoints())
                    && !file.equals(workspace.alerts())) {
                problems.warn(
                        workspace.nameOf(file) + ":1:1",
                        "the file is not read: a route file ends in .camel.yaml, a test in .test.yaml",
                        "rename it, or move it out of routes/");
            }
        }
        for (Path folder : List.of(workspace.connectors(), workspace.providers())) {
            for (Path file : all(workspace, folder, problems)) {
                String name = file.getFileName().toString();
                if (name.endsWith(".yml")) {
                    problems.add(
                            workspace.nameOf(file) + ":1:1",
                            "the file is not read: its name ends in .yml",
                            "rename it to " + name.replaceFirst("\\.yml$", ".yaml"));
                }
            }
        }
        return routes;
    }

    private static List<Path> all(Workspace workspace, Path folder, Problems problems) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(file -> !WorkspaceFiles.isHidden(folder, file))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            problems.add(workspace.nameOf(folder), "cannot be read", "check its permissions");
            return List.of();
        }
    }
}
