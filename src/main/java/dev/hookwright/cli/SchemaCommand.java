package dev.hookwright.cli;

import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.config.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = {
            "Writes JSON Schemas of a workspace's files, for editors.",
            "With its own connectors and providers. VS Code is told of them: it then completes and checks "
                    + "what you type (with Red Hat's YAML extension).",
            "Run it again after a connector or provider was added."
        })
final class SchemaCommand implements Callable<Integer> {
    @Mixin
    private WorkspaceOptions options = new WorkspaceOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "where they are written (default: .hookwright/schema of the workspace)")
    private @Nullable Path out;

    @Option(
            names = "--print",
            paramLabel = "NAME",
            description = "prints one of them instead: ${COMPLETION-CANDIDATES}")
    private @Nullable SchemaFile printed;

    @Override
    public Integer call() {
        Workspace workspace = options.workspace();
        Problems problems = new Problems();
        Settings settings = options.settings(Map.of(), problems);
        SchemaFile wanted = printed;
        if (wanted != null) {
            System.out.println(wanted.made(workspace, settings, problems).toPrettyString());
        } else {
            write(workspace, settings, problems);
        }
        if (!problems.isEmpty()) {
            System.err.println("hookwright: what is wrong is left out; ./hookwright validate says what that is");
        }
        return ExitStatus.DONE;
    }

    private void write(Workspace workspace, Settings settings, Problems problems) {
        Path given = out;
        Path folder = given == null
                ? workspace.root().resolve(".hookwright/schema")
                : given.toAbsolutePath().normalize();
        Path editor = workspace.root().resolve(".vscode/settings.json");
        Map<String, List<String>> schemas = new LinkedHashMap<>();
        for (SchemaFile schema : SchemaFile.values()) {
            schemas.put(addressOf(workspace, folder.resolve(schema.fileName())), schema.globs());
        }
        // First, so that nothing is written if they cannot be changed.
        String edited = EditorSettings.with(NewFiles.textOf(editor), schemas)
                .orElseThrow(() -> new CommandFailed(
                        ExitStatus.WRONG,
                        workspace.nameOf(editor) + " is not a JSON object, or its \"" + EditorSettings.SCHEMAS
                                + "\" is not one (correct it, or move it away)"));
        for (SchemaFile schema : SchemaFile.values()) {
            put(workspace, folder.resolve(schema.fileName()), schema.made(workspace, settings, problems) + "\n");
        }
        put(workspace, editor, edited);
    }

    /** As the editor finds it: from the workspace, where it is in there. */
    private static String addressOf(Workspace workspace, Path file) {
        return file.startsWith(workspace.root())
                ? "./" + workspace.nameOf(file)
                : file.toUri().toString();
    }

    private static void put(Workspace workspace, Path file, String text) {
        try {
            if (Files.exists(file) && Files.readString(file).equals(text)) {
                return;
            }
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitStatus.WRONG, file + " cannot be written: " + e.getMessage() + " (check its permissions)");
        }
        System.out.println("wrote " + workspace.nameOf(file));
    }
}
