package dev.hookwright.provider;

import dev.hookwright.config.NearestName;
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
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The sample payloads that come with Hookwright, written to the vendors' documented shapes. */
public final class Samples {
    private static final String FOLDER = "/samples";

    /** The files' names in the folder, by {@code PROVIDER/TYPE}. */
    private final Map<String, String> files;

    private Samples(Map<String, String> files) {
        this.files = files;
    }

    /** One of them. */
    public record Sample(String type, SamplePayload payload) {}

    public static Samples list() {
        try {
            URI folder = Samples.class.getResource(FOLDER).toURI();
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

    private static Samples list(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile).forEach(path -> {
                String file = folder.relativize(path).toString().replace('\\', '/');
                files.put(file.substring(0, file.lastIndexOf('.')), file);
            });
        }
        return new Samples(files);
    }

    /** Those of a provider, as {@code PROVIDER/TYPE}, in order. */
    public List<String> of(String provider) {
        return files.keySet().stream()
                .filter(name -> name.startsWith(provider + "/"))
                .toList();
    }

    public Optional<Sample> first(String provider) {
        return of(provider).stream().findFirst().map(this::read);
    }

    /**
     * One of them.
     *
     * @param name {@code PROVIDER/TYPE}
     */
    public Sample read(String name) {
        String file = files.get(name);
        if (file == null) {
            List<String> near = of(name.substring(0, Math.max(0, name.indexOf('/'))));
            String remedy =
                    near.isEmpty() && NearestName.of(name, files.keySet()).isEmpty()
                            ? "see ./hookwright providers NAME, or give a payload of your own"
                            : NearestName.remedy(name, near.isEmpty() ? files.keySet() : near);
            throw new NoSuchSample("there is no sample \"" + name + "\" (" + remedy + ")");
        }
        try (InputStream stream = Samples.class.getResourceAsStream(FOLDER + "/" + file)) {
            return new Sample(name.substring(name.indexOf('/') + 1), SamplePayload.of(file, stream.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
