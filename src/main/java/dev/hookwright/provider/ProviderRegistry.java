package dev.hookwright.provider;

import dev.hookwright.config.BundledFiles;
import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All providers that are known: the built-in ones, and the workspace's own, which come before them. A built-in file is
 * read, and its examples are run, when its provider is first asked for: there are many, and a workspace uses few.
 */
public final class ProviderRegistry {
    private static final String FOLDER = "/providers";
    private static final String SUFFIX = ".yaml";

    private final SortedSet<String> builtIn;
    private final Map<String, Provider> own;
    private final Map<String, Provider> read = new ConcurrentHashMap<>();

    private ProviderRegistry(SortedSet<String> builtIn, Map<String, Provider> own) {
        this.builtIn = builtIn;
        this.own = own;
    }

    /**
     * Reads the workspace's own files and runs their examples.
     *
     * @param workspaceProviders the workspace's folder of provider files; need not be there
     */
    public static ProviderRegistry load(@Nullable Path workspaceProviders, Problems problems) {
        Map<String, Provider> own = new TreeMap<>();
        if (workspaceProviders != null && Files.isDirectory(workspaceProviders)) {
            try {
                for (String name : namesIn(workspaceProviders)) {
                    readOwn(name, workspaceProviders, problems).ifPresent(provider -> own.put(name, provider));
                }
            } catch (IOException e) {
                problems.add("providers", "cannot be read", "check the folder's permissions");
            }
        }
        return new ProviderRegistry(builtInNames(), own);
    }

    private static Optional<Provider> readOwn(String name, Path folder, Problems problems) {
        String file = "providers/" + name + SUFFIX;
        int before = problems.all().size();
        Optional<YamlValue> root = YamlValue.read(file, folder.resolve(name + SUFFIX), problems);
        if (root.isEmpty() && problems.all().size() == before) {
            problems.warn(file + ":1:1", "the file is empty", "begin with title: and schemes:, or remove it");
        }
        return root.flatMap(value -> new ProviderFile(problems).read(name, value));
    }

    public Optional<Provider> find(String name) {
        Provider ofWorkspace = own.get(name);
        return ofWorkspace == null && builtIn.contains(name)
                ? Optional.of(read.computeIfAbsent(name, ProviderRegistry::readBuiltIn))
                : Optional.ofNullable(ofWorkspace);
    }

    public SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>(builtIn);
        names.addAll(own.keySet());
        return names;
    }

    /** Whether it comes with Hookwright, and is not the workspace's own. */
    public boolean isBuiltIn(String name) {
        return builtIn.contains(name) && !own.containsKey(name);
    }

    /** Every one of them, by name. Reads all files. */
    public List<Provider> all() {
        return names().stream().flatMap(name -> find(name).stream()).toList();
    }

    private static SortedSet<String> builtInNames() {
        return names(BundledFiles.below(FOLDER).stream());
    }

    private static SortedSet<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return names(files.map(file -> file.getFileName().toString()));
        }
    }

    private static SortedSet<String> names(Stream<String> files) {
        return files.filter(name -> name.endsWith(SUFFIX) && !name.startsWith("."))
                .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Provider readBuiltIn(String name) {
        Problems problems = new Problems();
        String text = new String(BundledFiles.read(FOLDER + "/" + name + SUFFIX), StandardCharsets.UTF_8);
        Optional<Provider> provider = YamlValue.parse("providers/" + name + SUFFIX, text, problems)
                .flatMap(root -> new ProviderFile(problems).read(name, root));
        problems.throwIfAny();
        return provider.orElseThrow();
    }
}
