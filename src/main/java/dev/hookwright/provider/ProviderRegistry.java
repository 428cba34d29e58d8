package dev.hookwright.provider;

import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All providers that are known: the built-in ones, and the workspace's own, which come before them. */
public final class ProviderRegistry {
    private static final String SUFFIX = ".yaml";

    private final Map<String, Provider> providers;

    private ProviderRegistry(Map<String, Provider> providers) {
        this.providers = providers;
    }

    /**
     * Reads all providers' files and runs their examples.
     *
     * @param workspaceProviders the workspace's folder of provider files; need not be there
     */
    public static ProviderRegistry load(@Nullable Path workspaceProviders, Problems problems) {
        Map<String, Provider> providers = new TreeMap<>();
        try {
            URI builtIn = ProviderRegistry.class.getResource("/providers").toURI();
            if (builtIn.getScheme().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(builtIn, Map.of())) {
                    read(jar.getPath("/providers"), providers, problems);
                }
            } else {
                read(Path.of(builtIn), providers, problems);
            }
            if (workspaceProviders != null && Files.isDirectory(workspaceProviders)) {
                read(workspaceProviders, providers, problems);
            }
        } catch (IOException e) {
            problems.add("providers", "cannot be read", "check the folder's permissions");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path entry has no URI", e);
        }
        return new ProviderRegistry(providers);
    }

    public Optional<Provider> find(String name) {
        return Optional.ofNullable(providers.get(name));
    }

    public SortedSet<String> names() {
        return new TreeSet<>(providers.keySet());
    }

    public Collection<Provider> all() {
        return providers.values();
    }

    private static void read(Path folder, Map<String, Provider> providers, Problems problems) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String fileName = file.getFileName().toString();
                if (fileName.endsWith(SUFFIX)) {
                    String name = fileName.substring(0, fileName.length() - SUFFIX.length());
                    YamlValue.read("providers/" + fileName, file, problems)
                            .flatMap(root -> new ProviderFile(problems).read(name, root))
                            .ifPresent(provider -> providers.put(name, provider));
                }
            }
        }
    }
}
