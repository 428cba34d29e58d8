package dev.hookwright.provider;

import dev.hookwright.config.BundledFiles;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
        Map<String, String> files = new TreeMap<>();
        for (String file : BundledFiles.below(FOLDER)) {
            files.put(file.substring(0, file.lastIndexOf('.')), file);
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
        return new String(BundledFiles.read("/typical-samples.txt"), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The file's name within the folder; null if there is none. */
    public @Nullable String file(String name) {
        return files.get(name);
    }

    public byte[] read(String file) {
        return BundledFiles.read(FOLDER + "/" + file);
    }
}
