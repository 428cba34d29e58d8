package dev.hookwright.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.config.Problems;
import dev.hookwright.config.Settings;
import dev.hookwright.routetest.WorkspaceCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = {
            "Checks settings, endpoints, routes, tests and connectors.",
            "All at once. Opens no port. Warnings alone do not fail it."
        })
final class ValidateCommand implements Callable<Integer> {
    @Mixin
    private WorkspaceOptions workspace = new WorkspaceOptions();

    @Option(names = "--json", description = "the problems as a JSON array")
    private boolean json;

    @Option(names = "--sarif", paramLabel = "FILE", description = "writes them as SARIF too, for editors and CI")
    private @Nullable Path sarif;

    @Override
    public Integer call() {
        Problems problems = new Problems();
        Settings settings = workspace.settings(Map.of(), problems);
        WorkspaceCheck.of(workspace.workspace(), settings, System.getenv(), problems);
        Report report = Report.of(problems);
        Path file = sarif;
        if (file != null) {
            write(file, Sarif.of(workspace.workspace().root(), report));
        }
        if (json) {
            System.out.println(json(report).toPrettyString());
        } else {
            print(report);
        }
        return report.errors() == 0 ? ExitStatus.DONE : ExitStatus.WRONG;
    }

    private void print(Report report) {
        boolean person = Terminal.isThere();
        for (Report.Entry entry : report.entries()) {
            System.out.println(entry.problem().where() + ": " + entry.text());
            if (person) {
                Excerpt.of(workspace.workspace().root(), entry).ifPresent(System.out::println);
            }
        }
        String warnings = report.warnings() == 0 ? "" : ", " + count(report.warnings(), "warning");
        System.err.println("hookwright: "
                + (report.errors() == 0 ? "the workspace is valid" : count(report.errors(), "problem")) + warnings);
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static ArrayNode json(Report report) {
        ArrayNode all = new ObjectMapper().createArrayNode();
        for (Report.Entry entry : report.entries()) {
            ObjectNode node = all.addObject()
                    .put("where", entry.problem().where())
                    .put("what", entry.problem().what())
                    .put("remedy", entry.problem().remedy())
                    .put("severity", entry.severity());
            if (!entry.file().isEmpty()) {
                node.put("file", entry.file());
            }
            if (entry.line() > 0) {
                node.put("line", entry.line()).put("column", entry.column());
            }
        }
        return all;
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new CommandFailed(ExitStatus.WRONG, file + " cannot be written (check the folder)");
        }
    }
}
