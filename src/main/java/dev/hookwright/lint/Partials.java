package dev.hookwright.lint;

import com.github.mustachejava.MustacheException;
import com.github.mustachejava.MustacheResolver;
import dev.hookwright.config.Nesting;
import dev.hookwright.config.ReadableFiles;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * What a Mustache template takes in as {@code {{>name}}}: a file that a route may read. The library's own way would take
 * any that the process can.
 */
public final class Partials implements MustacheResolver {
    private final ReadableFiles readable;

    public Partials(ReadableFiles readable) {
        this.readable = readable;
    }

    /** Null if there is no such file that a route may read; the library then says which it was. */
    @Override
    public @Nullable Reader getReader(String name) {
        String path = name.replaceFirst("^file:", "");
        if (readable.refusal(path).isPresent()) {
            return null;
        }
        String text;
        try {
            text = Files.readString(ReadableFiles.fileOf(path));
        } catch (IOException e) {
            return null;
        }
        if (Nesting.ofSections(text) > Nesting.DEEPEST) {
            throw new MustacheException(path + " is nested too deeply");
        }
        return new StringReader(text);
    }
}
