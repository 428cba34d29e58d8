package dev.hookwright.provider;

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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of sample payloads that come with Hookwright, by {@code PROVIDER/TYPE}. */
public final class SampleFiles {
    private static final String FOLDER = "/samples";
    private static final Set<String> TYPICAL = typical();

    private final Map<String, String> files;

    private SampleFiles(Map<String, String> files) {
        this.files = files;
    }

    public static SampleFiles list() {
        try {
            URI folder = SampleFiles.class.getResource(FOLDER).toURI();
            if (!folder.getScheme().equals("jar")) {
                return list(Path.of(folder));
            }
            try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
                return list(jar.getPath(FOLDER));
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the samples cannot be listed", e);
        }
    }

    private static SampleFiles list(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile).forEach(path -> {
                String file = folder.relativize(path).toString().replace('\\', '/');
                files.put(file.substring(0, file.lastIndexOf('.')), file);
            });
        }
        return new SampleFiles(files);
    }

    public Set<String> names() {
        return files.keySet();
    }

    /** Those of a provider, the typical one first and the others by name. */
    public List<String> of(String provider) {
        return files.keySet().stream()
                .filter(name -> name.startsWith(provider + "/"))
                .sorted(Comparator.comparing(name -> !TYPICAL.contains(name)))
                .toList();
    }

    private static Set<String> typical() {
        try (InputStream stream = SampleFiles.class.getResourceAsStream("/typical-samples.txt")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file's name within the folder; null if there is none. */
    public @Nullable String file(String name) {
        return files.get(name);
    }

    public byte[] read(String file) {
        try (InputStream stream = SampleFiles.class.getResourceAsStream(FOLDER + "/" + file)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
