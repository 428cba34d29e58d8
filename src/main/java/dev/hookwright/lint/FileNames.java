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
    private static final String CONNECTOR = ".kamelet.yaml";
    private static final String TEST = ".test.yaml";

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
            } else if (name.endsWith(CONNECTOR)) {
                isNotRead(workspace, file, "a connector stands in connectors/", "move it there", problems);
            } else if (name.endsWith(".yaml")
                    && !name.endsWith(TEST)
                    && !file.equals(workspace.endpoints())
                    && !file.equals(workspace.alerts())) {
                isNotRead(
                        workspace,
                        file,
                        "a route file ends in .camel.yaml, a test in .test.yaml",
                        "rename it, or move it out of routes/",
                        problems);
            }
        }
        checkFlat(workspace, workspace.connectors(), CONNECTOR, problems);
        checkFlat(workspace, workspace.providers(), ".yaml", problems);
        checkTop(workspace, problems);
        return routes;
    }

    /** A folder without folders in it, of which only files with one ending are read. */
    private static void checkFlat(Workspace workspace, Path folder, String ending, Problems problems) {
        for (Path file : all(workspace, folder, problems)) {
            String name = file.getFileName().toString();
            if (name.endsWith(".yml")) {
                problems.add(
                        workspace.nameOf(file) + ":1:1",
                        "the file is not read: its name ends in .yml",
                        "rename it to " + name.replaceFirst("\\.yml$", ".yaml"));
            } else if (name.endsWith(".yaml") && !name.endsWith(ending) && !name.endsWith(TEST)) {
                isNotRead(
                        workspace,
                        file,
                        "a connector's ends in .kamelet.yaml, its test's in .test.yaml",
                        "rename it",
                        problems);
            } else if (name.endsWith(ending) && !folder.equals(file.getParent())) {
                String parent = workspace.nameOf(folder) + "/";
                isNotRead(workspace, file, "it stands in a folder of " + parent, "move it to " + parent, problems);
            }
        }
    }

    /** Where Camel's own command line has its routes, and other servers their settings. */
    private static void checkTop(Workspace workspace, Problems problems) {
        if (!Files.isDirectory(workspace.root())) {
            return;
        }
        if (!Files.isDirectory(workspace.routes())) {
            problems.warn("routes", "there is no folder routes/ in " + workspace.root(), "is this the workspace?");
        }
        try (Stream<Path> files = Files.list(workspace.root())) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.matches("[^.].*\\.(?:camel|test)\\.ya?ml|endpoints\\.ya?ml")) {
                    isNotRead(workspace, file, "it would have to stand in routes/", "move it there", problems);
                } else if (name.matches("[^.].*\\.kamelet\\.ya?ml")) {
                    isNotRead(workspace, file, "a connector stands in connectors/", "move it there", problems);
                } else if (name.matches("application\\.ya?ml")) {
                    String remedy = "write NAME=VALUE lines there";
                    isNotRead(workspace, file, "settings stand in application.properties", remedy, problems);
                }
            }
        } catch (IOException e) {
            problems.add("workspace", workspace.root() + " cannot be read", "check its permissions");
        }
    }

    private static void isNotRead(Workspace workspace, Path file, String why, String remedy, Problems problems) {
        problems.warn(workspace.nameOf(file) + ":1:1", "the file is not read: " + why, remedy);
    }

    private static List<Path> all(Workspace workspace, Path folder, Problems problems) {
        try {
            return WorkspaceFiles.below(folder);
        } catch (IOException e) {
            problems.add(workspace.nameOf(folder), "cannot be read", "check its permissions");
            return List.of();
        }
    }

    static List<Path> connectors(Workspace workspace, Problems problems) {
        if (!Files.isDirectory(workspace.connectors())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(workspace.connectors())) {
            return files.filter(file -> !WorkspaceFiles.isHidden(workspace.connectors(), file)
                            && file.toString().endsWith(CONNECTOR))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            problems.add(workspace.nameOf(workspace.connectors()), "cannot be read", "check its permissions");
            return List.of();
        }
    }
}
