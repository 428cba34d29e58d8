package dev.hookwright.connector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which connectors there are: those that come with Hookwright, and the workspace's own. */
public final class ConnectorCatalog {
    private static final String SUFFIX = ".kamelet.yaml";

    private ConnectorCatalog() {}

    /** @param workspaceConnectors the workspace's folder of connectors; need not be there */
    public static SortedSet<String> names(Path workspaceConnectors) {
        SortedSet<String> names = new TreeSet<>();
        try {
            URI builtIn = ConnectorCatalog.class.getResource("/connectors").toURI();
            if (builtIn.getScheme().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(builtIn, Map.of())) {
                    add(jar.getPath("/connectors"), names);
                }
            } else {
                add(Path.of(builtIn), names);
            }
            if (Files.isDirectory(workspaceConnectors)) {
                add(workspaceConnectors, names);
            }
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException("the connectors cannot be listed", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path entry has no URI", e);
        }
    }

    private static void add(Path folder, SortedSet<String> names) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .forEach(name -> names.add(name.substring(0, name.length() - SUFFIX.length())));
        }
    }
}
