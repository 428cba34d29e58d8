package dev.hookwright.connector;

import dev.hookwright.config.BundledFiles;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Workspace;
import dev.hookwright.config.WorkspaceFiles;
import dev.hookwright.config.YamlValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which connectors there are: those that come with Hookwright, and the workspace's own. */
public final class ConnectorCatalog {
    private static final String FOLDER = "/connectors";
    private static final String SUFFIX = ".kamelet.yaml";

    private ConnectorCatalog() {}

    /** Those that come with Hookwright, read when somebody first asks for them. */
    private static final class BuiltIn {
        private static final SortedMap<String, Connector> ALL = read();

        private static SortedMap<String, Connector> read() {
            Problems problems = new Problems();
            SortedMap<String, Connector> all = new TreeMap<>();
            for (String name : builtInNames()) {
                builtIn(name, problems).ifPresent(connector -> all.put(name, connector));
            }
            problems.throwIfAny();
            return Collections.unmodifiableSortedMap(all);
        }
    }

    /** @param workspaceConnectors the workspace's folder of connectors; need not be there */
    public static SortedSet<String> names(Path workspaceConnectors) {
        SortedSet<String> names = new TreeSet<>(builtInNames());
        files(workspaceConnectors).forEach(file -> names.add(nameOf(file)));
        return names;
    }

    /** All connectors by name; the workspace's own stand in place of built-in ones of the same name. */
    public static List<Connector> all(Workspace workspace, Problems problems) {
        SortedMap<String, Connector> all = new TreeMap<>(BuiltIn.ALL);
        for (Path file : files(workspace.connectors())) {
            YamlValue.read(workspace.nameOf(file), file, problems)
                    .ifPresent(yaml -> all.put(nameOf(file), Connector.read(nameOf(file), false, yaml)));
        }
        return List.copyOf(all.values());
    }

    /** The names of a connector's properties that are secrets; none if there is no such connector. */
    public static Set<String> secretsOf(String name, Workspace workspace) {
        Set<String> secrets = new TreeSet<>();
        find(workspace, name)
                .ifPresent(connector -> connector.properties().stream()
                        .filter(Connector.Property::secret)
                        .forEach(property -> secrets.add(property.name())));
        return secrets;
    }

    /** One of them; the workspace's own stands in place of a built-in one of the same name. */
    public static Optional<Connector> find(Workspace workspace, String name) {
        Path own = workspace.connectors().resolve(name + SUFFIX);
        if (Files.isRegularFile(own)) {
            return YamlValue.read(name, own, new Problems()).map(yaml -> Connector.read(name, false, yaml));
        }
        return BundledFiles.below(FOLDER).contains(name + SUFFIX) ? builtIn(name, new Problems()) : Optional.empty();
    }

    /**
     * Holds the workspace's own connectors to the rules of {@link ConnectorLint}. What keeps one from being read is said
     * where the workspace's routes are.
     */
    public static void check(Workspace workspace, Problems problems) {
        for (Path file : files(workspace.connectors())) {
            YamlValue.read(workspace.nameOf(file), file, new Problems())
                    .ifPresent(yaml -> new ConnectorLint(nameOf(file), yaml, problems).check());
        }
    }

    private static String nameOf(Path file) {
        return nameOf(file.getFileName().toString());
    }

    private static String nameOf(String file) {
        return file.substring(0, file.length() - SUFFIX.length());
    }

    private static SortedSet<String> builtInNames() {
        return BundledFiles.below(FOLDER).stream()
                .filter(file -> file.endsWith(SUFFIX) && !file.startsWith("."))
                .map(ConnectorCatalog::nameOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<Connector> builtIn(String name, Problems problems) {
        String file = name + SUFFIX;
        String text = new String(BundledFiles.read(FOLDER + "/" + file), StandardCharsets.UTF_8);
        return YamlValue.parse(file, text, problems).map(yaml -> Connector.read(name, true, yaml));
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !WorkspaceFiles.isHidden(folder, file)
                            && file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the connectors cannot be listed", e);
        }
    }
}
