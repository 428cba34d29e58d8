package dev.hookwright.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The files that come with Hookwright, which are where its classes are: in a folder, or in the program's jar. */
public final class BundledFiles {
    private static final BundledFiles OURS = new BundledFiles(home());

    private final Path home;
    private final Map<String, SortedSet<String>> known = new ConcurrentHashMap<>();

    /** @param home a folder or a jar */
    BundledFiles(Path home) {
        this.home = home;
    }

    /** The names of all files below a folder such as {@code /providers}, relative to it; listed once. */
    public static SortedSet<String> below(String folder) {
        return OURS.names(folder);
    }

    /** What is in a file such as {@code /providers/github.yaml}, which must be there. */
    public static byte[] read(String file) {
        try (InputStream stream = BundledFiles.class.getResourceAsStream(file)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    SortedSet<String> names(String folder) {
        return known.computeIfAbsent(folder, this::listed);
    }

    private SortedSet<String> listed(String folder) {
        try {
            if (Files.isDirectory(home)) {
                return namesIn(home.resolve(folder.substring(1)));
            }
            // By the path of the jar, not by its URI: there is one file system for each URI, and whoever comes second
            // cannot open it.
            try (FileSystem jar = FileSystems.newFileSystem(home)) {
                return namesIn(jar.getPath(folder));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the files of " + folder + " cannot be listed", e);
        }
    }

    private static SortedSet<String> namesIn(Path folder) throws IOException {
        SortedSet<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .forEach(
                            file -> names.add(folder.relativize(file).toString().replace('\\', '/')));
        }
        return Collections.unmodifiableSortedSet(names);
    }

    /** Where this program's classes are: its jar, or a folder. */
    public static Path home() {
        try {
            return Path.of(BundledFiles.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path entry has no URI", e);
        }
    }
}
