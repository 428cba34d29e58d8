package dev.hookwright.cli;

import dev.hookwright.config.Problems;
import dev.hookwright.config.Workspace;
import dev.hookwright.config.YamlValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Files to be written into a workspace: all of them or, if one cannot be, none. */
final class NewFiles {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final Workspace workspace;
    private final Map<Path, String> fresh = new LinkedHashMap<>();
    private final Map<Path, String> changed = new LinkedHashMap<>();

    NewFiles(Workspace workspace) {
        this.workspace = workspace;
    }

    static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new CommandFailed(
                    ExitStatus.WRONG_USE,
                    "\"" + name + "\" is not a name (use letters, digits, dots, dashes and underscores, 100 at most)");
        }
    }

    /** A file that must not be there, from a template in which {@code {{NAME}}} stands for a value. */
    void add(Path file, String template, Map<String, String> values) {
        if (Files.exists(file)) {
            throw new CommandFailed(
                    ExitStatus.WRONG,
                    workspace.nameOf(file) + " is there already (choose another name, or remove the file)");
        }
        fresh.put(file, filled(template, values));
    }

    /** A file of which the rest stays as it is. */
    void change(Path file, String text) {
        Problems problems = new Problems();
        if (file.toString().endsWith(".yaml")) {
            var unused = YamlValue.parse(workspace.nameOf(file), text, problems);
        }
        if (!problems.isEmpty()) {
            throw new CommandFailed(
                    ExitStatus.WRONG,
                    workspace.nameOf(file)
                            + " is written so that nothing can be added at its end (write each name at the beginning of a line, without braces)");
        }
        changed.put(file, text);
    }

    static String textOf(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new CommandFailed(ExitStatus.WRONG, file + " cannot be read (make it readable, in UTF-8)");
        }
    }

    void write() {
        fresh.forEach((file, text) -> write(file, text, "wrote"));
        changed.forEach((file, text) -> write(file, text, Files.exists(file) ? "changed" : "wrote"));
    }

    private void write(Path file, String text, String done) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitStatus.WRONG, file + " cannot be written: " + e.getMessage() + " (check its permissions)");
        }
        System.out.println(done + " " + workspace.nameOf(file));
    }

    static String filled(String template, Map<String, String> values) {
        try (InputStream in = NewFiles.class.getResourceAsStream("/new/" + template)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("{{" + value.getKey() + "}}", value.getValue());
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException("a template cannot be read", e);
        }
    }
}
