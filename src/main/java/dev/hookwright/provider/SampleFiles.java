package dev.hookwright.provider;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of sample payloads that come with Hookwright, by {@code PROVIDER/TYPE}. */
public final class SampleFiles {
    private static final String FOLDER = "/samples";

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

    /** Those of a provider, in order. */
    public List<String> of(String provider) {
        return files.keySet().stream()
                .filter(name -> name.startsWith(provider + "/"))
                .toList();
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
