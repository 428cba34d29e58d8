package dev.hookwright.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which files a route may read: those of its workspace, but for what holds secrets, which are the settings, the data
 * folder and whatever is hidden.
 *
 * @param data the server's own folder, which may lie in the workspace or elsewhere, and need not be there
 */
public record ReadableFiles(Workspace workspace, Path data) {
    /** What is wrong with a file that a route reads; nothing if it may. */
    public Optional<String> refusal(String path) {
        try {
            Path file = fileOf(path);
            if (!Files.exists(file)) {
                return Optional.of("there is no file " + path);
            }
            Path real = file.toRealPath();
            if (!real.startsWith(workspace.root().toRealPath())) {
                return Optional.of("the file " + path + " is outside of the workspace");
            }
            return holdsSecrets(real) || isHidden(path)
                    ? Optional.of("the file " + path + " may hold secrets, and is none for a route")
                    : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.of("the file " + path + " cannot be read");
        }
    }

    /** As Camel finds it: from the folder in which the server was started. */
    public static Path fileOf(String path) {
        return Path.of("")
                .toAbsolutePath()
                .resolve(path.replaceFirst("^//(?=/)", ""))
                .normalize();
    }

    private boolean holdsSecrets(Path real) throws IOException {
        Path settings = workspace.properties();
        return Files.exists(settings) && Files.isSameFile(real, settings)
                || Files.exists(data) && real.startsWith(data.toRealPath());
    }

    /** By the path as it is written: where a deployment makes links of the files, they lead into a hidden folder. */
    private static boolean isHidden(String path) {
        for (Path part : Path.of(path)) {
            if (part.toString().matches("\\.[^.].*|\\.\\..+")) {
                return true;
            }
        }
        return false;
    }
}
