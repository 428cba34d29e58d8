package dev.hookwright.lint;

import com.github.mustachejava.MustacheResolver;
import dev.hookwright.config.Workspace;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a Mustache template takes in as {@code {{>name}}}: a file of the workspace. The library's own way would read any
 * that the process can, the workspace's neighbours and the tokens in its data among them.
 */
public final class Partials implements MustacheResolver {
    private final Workspace workspace;

    public Partials(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Null if there is no such file in the workspace; the library then says which it was. */
    @Override
    public @Nullable Reader getReader(String name) {
        Path file = Path.of("").toAbsolutePath().resolve(name.replaceFirst("^file:(//(?=/))?", ""));
        try {
            boolean inside = file.toRealPath().startsWith(workspace.root().toRealPath());
            return inside ? Files.newBufferedReader(file) : null;
        } catch (IOException e) {
            return null;
        }
    }
}
