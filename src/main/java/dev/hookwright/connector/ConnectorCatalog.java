package dev.hookwright.connector;

import dev.hookwright.config.Problems;
import dev.hookwright.config.Workspace;
import dev.hookwright.config.WorkspaceFiles;
import dev.hookwright.config.YamlValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Which connectors there are: those that come with Hookwright, and the workspace's own. */
public final class ConnectorCatalog {
    private static final String SUFFIX = ".kamelet.yaml";

    private ConnectorCatalog() {}

    /** @param workspaceConnectors the workspace's folder of connectors; need not be there */
    public static SortedSet<String> names(Path workspaceConnectors) {
        SortedSet<String> names = new TreeSet<>();
        eachBuiltIn(file -> names.add(nameOf(file)));
        files(workspaceConnectors).forEach(file -> names.add(nameOf(file)));
        return names;
    }

    /** All connectors by name; the workspace's own stand in place of built-in ones of the same name. */
    public static List<Connector> all(Workspace workspace, Problems problems) {
        SortedMap<String, Connector> all = new TreeMap<>();
        eachBuiltIn(file -> YamlValue.read(file.getFileName().toString(), file, problems)
                .ifPresent(yaml -> all.put(nameOf(file), Connector.read(nameOf(file), true, yaml))));
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
        try (InputStream in = ConnectorCatalog.class.getResourceAsStream("/connectors/" + name + SUFFIX)) {
            return in == null
                    ? Optional.empty()
                    : YamlValue.parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8), new Problems())
                            .map(yaml -> Connector.read(name, true, yaml));
        } catch (IOException e) {
            throw new UncheckedIOException("a connector cannot be read", e);
        }
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
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - SUFFIX.length());
    }

    private static void eachBuiltIn(Consumer<Path> action) {
        try {
            // By a file of it: a class path may have more than one folder of that name.
            URI builtIn = ConnectorCatalog.class
                    .getResource("/connectors/http-request-action" + SUFFIX)
                    .toURI();
            if (builtIn.getScheme().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(builtIn, Map.of())) {
                    files(jar.getPath("/connectors")).forEach(action);
                }
            } else {
                files(Path.of(builtIn).resolveSibling("")).forEach(action);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the connectors cannot be listed", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path entry has no URI", e);
        }
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
